package io.github.zerobus.faults;

import io.github.zerobus.engine.time.LoopExecutor;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * A loop that ends or hangs. A loop that has ended rejects steps of the client and delivers nothing more of gRPC; one
 * that hangs accepts everything and runs nothing.
 */
final class FailingLoop implements Executor {

    private final Executor loop;
    private final Shots ends;
    private final Shots hangs;
    private boolean ended;
    private boolean hanging;

    FailingLoop(Executor loop, Shots ends, Shots hangs) {
        this.loop = loop;
        this.ends = ends;
        this.hangs = hangs;
    }

    @Override
    public void execute(Runnable task) {
        hanging |= hangs.getAsBoolean();
        ended |= ends.getAsBoolean();
        if (ended && task instanceof LoopExecutor.Guarded) {
            throw new RejectedExecutionException("the loop has ended");
        }
        if (!ended && !hanging) {
            loop.execute(() -> run(task));
        }
    }

    /** What was queued when the loop ended still runs, as in Netty. */
    private void run(Runnable task) {
        if (!hanging) {
            task.run();
        }
    }
}
