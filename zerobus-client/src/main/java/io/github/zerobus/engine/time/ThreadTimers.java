package io.github.zerobus.engine.time;

import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Timers on a dedicated thread. */
public final class ThreadTimers implements Timers {

    private final ScheduledThreadPoolExecutor scheduler;

    public ThreadTimers(String stream) {
        scheduler = new ScheduledThreadPoolExecutor(1, EngineThread.factory("zerobus-" + stream + "-timer"));
        scheduler.setRemoveOnCancelPolicy(true);
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        try {
            Future<?> future = scheduler.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException e) {
            // Closed: no timer is needed any more.
            return () -> {};
        }
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
