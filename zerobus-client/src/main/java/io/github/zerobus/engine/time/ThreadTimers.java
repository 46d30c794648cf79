package io.github.zerobus.engine.time;

import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Timers on a dedicated thread. */
public final class ThreadTimers implements Timers {

    private static final Logger log = LoggerFactory.getLogger(ThreadTimers.class);

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
            Future<?> future = scheduler.schedule(() -> run(task), delayNanos, TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException e) {
            // Closed: no timer is needed any more.
            return () -> {};
        }
    }

    /** The scheduler would drop what a task throws. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            log.error("A timer's task failed", e);
        }
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
