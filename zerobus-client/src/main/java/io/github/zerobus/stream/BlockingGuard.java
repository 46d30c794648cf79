package io.github.zerobus.stream;

/** Turns what would be a deadlock into an error: threads that move acks along must not wait for acks. */
final class BlockingGuard {

    private static final ThreadLocal<Boolean> IN_CALLBACK = ThreadLocal.withInitial(() -> false);

    private BlockingGuard() {}

    /** Runs a callback, on whatever thread, as code that must not wait. */
    static void runCallback(Runnable callback) {
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

    static boolean inCallback() {
        return IN_CALLBACK.get();
    }

    /** Fails if the present thread is one of the engine's or runs a callback. */
    static void check(String where, String call) {
        if (inCallback() || Thread.currentThread() instanceof ZerobusThread) {
            throw new IllegalStateException(where + call + " would wait on a thread that must not: "
                    + Thread.currentThread().getName() + ". Call it from a thread of the application, or use the future"
                    + " forms (ingestAsync, awaitAsync)");
        }
    }
}
