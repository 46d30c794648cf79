package io.github.zerobus.engine.time;

import java.util.function.LongConsumer;

/**
 * A task that calls foreign code once for each of many indices, in order. If a call hangs, another thread can run the
 * task again, which continues behind that call; the thread that hung leaves the loop when its call returns. Not for two
 * threads at once otherwise.
 */
public final class ResumableLoop implements Runnable {

    private final long count;
    private final LongConsumer body;
    private long next;
    private volatile int runs;

    /**
     * Creates a task.
     *
     * @param count number of calls, with indices from 0
     */
    public ResumableLoop(long count, LongConsumer body) {
        this.count = count;
        this.body = body;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // a run begins only after the one before was abandoned
    public void run() {
        int mine = ++runs;
        while (runs == mine && next < count) {
            body.accept(next++);
        }
    }
}
