package io.github.zerobus.engine.buffer;

import io.github.zerobus.MessageId;
import io.github.zerobus.SendResult;
import io.github.zerobus.engine.time.SerialExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The result of an ack: futures, taken under the buffer's lock, to complete without it. As a task it completes the
 * callback futures in order. If the action of one hangs, running the task again continues behind it, and the run that
 * hangs ends when its action returns.
 */
public final class AckedFutures implements SerialExecutor.Resumable {

    private final List<AckFuture> internal = new ArrayList<>(0);
    private final List<AckFuture> callbacks = new ArrayList<>(0);
    /** Position of the next callback future, and the number of runs; both change together when a run begins. */
    private int next;

    private volatile int runs;
    private boolean drained;

    /** Whether nothing is unacked after the ack. */
    public boolean isDrained() {
        return drained;
    }

    void setDrained(boolean value) {
        drained = value;
    }

    static SendResult result(MessageId id, long latencyNanos) {
        return new SendResult(id, Duration.ofNanos(latencyNanos));
    }

    /** Adds the chain of futures of one request. */
    void add(AckFuture chain, MessageId id, long latencyNanos) {
        for (AckFuture future = chain; future != null; future = future.next) {
            if (future.isCallback()) {
                future.id = id;
                future.latencyNanos = latencyNanos;
                callbacks.add(future);
            } else {
                internal.add(future);
            }
        }
    }

    /** Completes internal futures. */
    public void completeInternal() {
        for (AckFuture future : internal) {
            future.complete(result(future.id(), 0));
        }
    }

    /** Whether there are callback futures. */
    public boolean hasCallbacks() {
        return !callbacks.isEmpty();
    }

    /** Completes the callback futures from the next one on. */
    @Override
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // a new run begins only after the last one was abandoned
    public void run() {
        int mine = runs + 1;
        runs = mine;
        while (runs == mine && next < callbacks.size()) {
            AckFuture future = callbacks.get(next++);
            future.complete(result(future.id(), future.latencyNanos));
        }
    }
}
