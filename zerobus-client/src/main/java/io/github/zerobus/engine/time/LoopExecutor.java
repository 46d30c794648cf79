package io.github.zerobus.engine.time;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The serial executor of a sub-stream, which may end before the last timer or provider has come back with its news. By
 * then nothing is left that the news could change, so what comes too late is dropped.
 */
public record LoopExecutor(Executor loop) implements Executor {

    private static final Logger log = LoggerFactory.getLogger(LoopExecutor.class);

    /**
     * Runs a step on a loop after a moment: by the loop's own clock where it has one, since another thread would have to
     * wake it. The step is a task like any other then, so that the loop reports what it throws.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // to hand a task over does not fail
    public static void executeAfter(long nanos, Timers timers, Executor executor, Runnable step) {
        if (executor instanceof LoopExecutor own && own.loop instanceof ScheduledExecutorService clock) {
            takeOrDrop(() -> clock.schedule(() -> own.execute(step), nanos, TimeUnit.NANOSECONDS));
        } else {
            timers.schedule(nanos, () -> executor.execute(step));
        }
    }

    @Override
    public void execute(Runnable step) {
        takeOrDrop(() -> loop.execute(step));
    }

    private static void takeOrDrop(Runnable handOver) {
        try {
            handOver.run();
        } catch (RejectedExecutionException e) {
            log.debug("A step came after the end of its loop", e);
        }
    }
}
