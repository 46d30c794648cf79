package io.github.zerobus.embedded;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs delayed steps of all physical streams on one thread. */
final class AckTimer {

    private final ScheduledThreadPoolExecutor scheduler =
            new ScheduledThreadPoolExecutor(1, new DefaultThreadFactory("zerobus-embedded-timer", true));

    @SuppressWarnings("FutureReturnValueIgnored") // steps report their own failures
    void schedule(long nanos, Runnable step) {
        try {
            scheduler.schedule(step, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The server is closed, and its streams with it.
        }
    }

    void close() {
        scheduler.shutdownNow();
    }
}
