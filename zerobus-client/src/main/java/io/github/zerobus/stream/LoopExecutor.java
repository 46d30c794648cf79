package io.github.zerobus.stream;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The serial executor of a sub-stream, which may end before the last timer or provider has come back with its news. By
 * then nothing is left that the news could change, so what comes too late is dropped.
 */
record LoopExecutor(Executor loop) implements Executor {

    private static final Logger log = LoggerFactory.getLogger(LoopExecutor.class);

    @Override
    public void execute(Runnable step) {
        try {
            loop.execute(step);
        } catch (RejectedExecutionException e) {
            log.debug("A step came after the end of its loop", e);
        }
    }
}
