package io.github.zerobus.engine.time;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task that calls foreign code once for each of many indices, in order. If a call hangs, another thread can run the
 * task again, which continues behind that call; the thread that hung leaves the loop when its call returns. Not for two
 * threads at once otherwise. A call that throws does not end the loop.
 */
public final class ResumableLoop implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(ResumableLoop.class);

    /** For ten seconds in all. */
    private static final int ATTEMPTS = 1_000;

    private static final long PAUSE_NANOS = 10_000_000;

    private final long count;
    private final LongConsumer body;
    private long next;
    private volatile int runs;

    /**
     * Creates a task.
     *
     * @param count number of calls, with indices from 0
     * @param body may be called again for an index if memory was short
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
            long index = next++;
            int attempt = 1;
            while (!isDone(index, attempt) && runs == mine) {
                attempt++;
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private boolean isDone(long index, int attempt) {
        try {
            body.accept(index);
            return true;
        } catch (OutOfMemoryError e) {
            return attempt == ATTEMPTS;
        } catch (RuntimeException | Error e) {
            log.warn("A callback failed; the following ones run nevertheless", e);
            return true;
        }
    }
}
