package io.github.zerobus.engine.buffer;

import io.github.zerobus.MessageId;
import io.github.zerobus.SendResult;
import io.github.zerobus.engine.time.ResumableLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** The result of an ack: futures, taken under the buffer's lock, to complete without it. */
public final class AckedFutures {

    /** Futures that are counted together, since counting takes a lock. */
    private static final int GROUP = 64;

    private final List<AckFuture> internal = new ArrayList<>(0);
    private final List<AckFuture> callbacks = new ArrayList<>(0);
    private boolean drained;
    /** End of the last group that has begun. Used by the callback queue only. */
    private int begunEnd;

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

    int callbackCount() {
        return callbacks.size();
    }

    /**
     * A task that completes the callback futures in order.
     *
     * @param begun takes the number of futures in the next group, before the first one of it completes
     */
    public ResumableLoop callbacks(IntConsumer begun) {
        return new ResumableLoop(callbacks.size(), index -> complete((int) index, begun));
    }

    private void complete(int index, IntConsumer begun) {
        if (index == begunEnd) {
            // Before the call, since this may run again for the same index.
            begunEnd = Math.min(index + GROUP, callbacks.size());
            begun.accept(begunEnd - index);
        }
        AckFuture future = callbacks.get(index);
        future.complete(result(future.id(), future.latencyNanos));
    }
}
