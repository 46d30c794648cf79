package io.github.zerobus.engine.time;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The serial executor of a sub-stream. It can end before the last timer or provider returns; steps after that are
 * dropped, since there is nothing left that they could change.
 */
public record LoopExecutor(Executor loop) implements Executor {

    private static final Logger log = LoggerFactory.getLogger(LoopExecutor.class);

    /**
     * Runs a step on a loop after a short delay: with the loop's own timer if it has one, since the timer thread would
     * have to wake the loop. The step then runs as an ordinary task, so that the loop reports exceptions.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // scheduling does not fail
    public static void executeAfter(long nanos, Timers timers, Executor executor, Runnable step) {
        if (executor instanceof LoopExecutor own && own.loop instanceof ScheduledExecutorService clock) {
            submitOrDrop(() -> clock.schedule(() -> own.execute(step), nanos, TimeUnit.NANOSECONDS));
        } else {
            timers.schedule(nanos, () -> executor.execute(step));
        }
    }

    @Override
    public void execute(Runnable step) {
        submitOrDrop(() -> loop.execute(step));
    }

    private static void submitOrDrop(Runnable submission) {
        try {
            submission.run();
        } catch (RejectedExecutionException e) {
            log.debug("Dropped a step after the end of its loop", e);
        }
    }
}
