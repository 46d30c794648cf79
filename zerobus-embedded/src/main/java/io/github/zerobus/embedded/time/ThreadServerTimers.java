package io.github.zerobus.embedded.time;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Timers on {@link System#nanoTime()} that run all steps on one daemon thread. */
public final class ThreadServerTimers implements ServerTimers {

    private final ScheduledThreadPoolExecutor scheduler =
            new ScheduledThreadPoolExecutor(1, ThreadServerTimers::thread);

    /** Creates timers. Their thread starts with the first step. */
    public ThreadServerTimers() {}

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "zerobus-embedded-timer");
        thread.setDaemon(true);
        return thread;
    }

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
            // Ignored: the server is closed.
        }
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
