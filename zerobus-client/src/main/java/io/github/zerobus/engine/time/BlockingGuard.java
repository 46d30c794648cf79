package io.github.zerobus.engine.time;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Turns a deadlock into an exception: threads that process acks must not block until an ack arrives. Threads that
 * Reactor marks as non-blocking must not block either, since that would stop everything else that they serve.
 */
public final class BlockingGuard {

    /** Found by name, so that Reactor is not needed on the class path. */
    private static final String NON_BLOCKING = "reactor.core.scheduler.NonBlocking";

    private static final ClassValue<Boolean> MARKED = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return isNonBlocking(type);
        }
    };

    private static final ThreadLocal<Boolean> IN_CALLBACK = ThreadLocal.withInitial(() -> false);

    private BlockingGuard() {}

    /** Runs a callback as code that must not block. */
    public static void runCallback(Runnable callback) {
        if (inCallback()) {
            // Nested, as when the end runs the remaining callbacks: the outer callback continues after this one.
            callback.run();
            return;
        }
        IN_CALLBACK.set(true);
        try {
            callback.run();
        } finally {
            IN_CALLBACK.remove();
        }
    }

    public static boolean inCallback() {
        return IN_CALLBACK.get();
    }

    /** Throws if the current thread belongs to the engine, runs a callback, or is marked as non-blocking. */
    public static void check(String where, String call) {
        Thread thread = Thread.currentThread();
        if (inCallback() || thread instanceof EngineThread || MARKED.get(thread.getClass())) {
            throw new IllegalStateException(
                    where + call + " would block a thread that must not block: " + thread.getName()
                            + ". Call it from a thread of the application that may block, or use the methods that return"
                            + " futures (ingestAsync, awaitAsync)");
        }
    }

    /** Throws if the current thread belongs to the engine. Close is allowed in callbacks on any thread. */
    public static void checkClose(String where) {
        if (Thread.currentThread() instanceof EngineThread && !inCallback()) {
            check(where, "close");
        }
    }

    private static boolean isNonBlocking(@Nullable Class<?> type) {
        return type != null
                && (type.getName().equals(NON_BLOCKING)
                        || isNonBlocking(type.getSuperclass())
                        || Arrays.stream(type.getInterfaces()).anyMatch(BlockingGuard::isNonBlocking));
    }
}
