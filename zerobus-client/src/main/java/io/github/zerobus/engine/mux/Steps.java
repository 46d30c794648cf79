package io.github.zerobus.engine.mux;

import io.github.zerobus.engine.time.Timers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the steps of a stream's life cycle. A step that throws, for lack of memory for example, runs again after a
 * pause, since the end of the stream depends on it. Steps therefore must be repeatable. Thread-safe.
 */
final class Steps {

    private static final Logger log = LoggerFactory.getLogger(Steps.class);

    private static final int ATTEMPTS = 50;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final int SCHEDULE_ATTEMPTS = 100;
    private static final long SCHEDULE_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Timers timers;
    private final String where;

    Steps(Timers timers, String where) {
        this.timers = timers;
        this.where = where;
    }

    /** Runs a step when a future completes, normally or exceptionally. */
    @SuppressWarnings("FutureReturnValueIgnored") // the step handles its own failure
    void then(CompletableFuture<?> future, Runnable step) {
        future.whenComplete((done, failure) -> run(step, ATTEMPTS));
    }

    /** Runs a step after a delay. */
    Timers.Timer after(long delayNanos, Runnable step) {
        return timers.schedule(delayNanos, () -> run(step, ATTEMPTS));
    }

    /** Runs a step on an executor, or on this thread if the executor has ended. */
    void on(Executor executor, Runnable step) {
        try {
            executor.execute(() -> run(step, ATTEMPTS));
        } catch (RejectedExecutionException e) {
            run(step, ATTEMPTS);
        }
    }

    private void run(Runnable step, int attempts) {
        try {
            step.run();
        } catch (Throwable e) {
            if (attempts > 1) {
                runLater(step, attempts - 1);
            }
            if (attempts == ATTEMPTS || attempts == 1) {
                log.error("{}a step of the life cycle failed", where, e);
            }
        }
    }

    /** While memory is short, scheduling may fail too. */
    private void runLater(Runnable step, int attempts) {
        for (int attempt = 0; attempt < SCHEDULE_ATTEMPTS; attempt++) {
            try {
                timers.schedule(PAUSE_NANOS, () -> run(step, attempts));
                return;
            } catch (VirtualMachineError e) {
                LockSupport.parkNanos(SCHEDULE_PAUSE_NANOS);
            }
        }
    }
}
