package io.github.zerobus.embedded;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs delayed steps of all physical streams on one thread. */
final class ThreadServerTimers implements ServerTimers {

    private final ScheduledThreadPoolExecutor scheduler =
            new ScheduledThreadPoolExecutor(1, new DefaultThreadFactory("zerobus-embedded-timer", true));

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // steps report their own failures
    public void schedule(long nanos, Runnable step) {
        try {
            scheduler.schedule(step, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The server is closed, and its streams with it.
        }
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
