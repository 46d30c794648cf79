package io.github.zerobus.engine.time;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Turns what would be a deadlock into an error: threads that move acks along must not wait for acks. Threads that
 * Reactor marks must not wait either, since all else that they serve would stand still.
 */
public final class BlockingGuard {

    /** Known by its name, so that Reactor need not be there. */
    private static final String NON_BLOCKING = "reactor.core.scheduler.NonBlocking";

    private static final ClassValue<Boolean> MARKED = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return isNonBlocking(type);
        }
    };

    private static final ThreadLocal<Boolean> IN_CALLBACK = ThreadLocal.withInitial(() -> false);

    private BlockingGuard() {}

    /** Runs a callback, on whatever thread, as code that must not wait. */
    public static void runCallback(Runnable callback) {
        if (inCallback()) {
            // One within another, as when the end runs what is left: the outer one goes on after it.
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

    /** Fails if the present thread is one of the engine's, runs a callback, or is marked as one that must not wait. */
    public static void check(String where, String call) {
        Thread thread = Thread.currentThread();
        if (inCallback() || thread instanceof ZerobusThread || MARKED.get(thread.getClass())) {
            throw new IllegalStateException(where + call + " would wait on a thread that must not: " + thread.getName()
                    + ". Call it from a thread of the application that may wait, or use the future forms"
                    + " (ingestAsync, awaitAsync)");
        }
    }

    private static boolean isNonBlocking(@Nullable Class<?> type) {
        return type != null
                && (type.getName().equals(NON_BLOCKING)
                        || isNonBlocking(type.getSuperclass())
                        || Arrays.stream(type.getInterfaces()).anyMatch(BlockingGuard::isNonBlocking));
    }
}
