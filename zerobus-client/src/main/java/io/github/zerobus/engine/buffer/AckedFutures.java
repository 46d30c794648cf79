package io.github.zerobus.engine.buffer;

import io.github.zerobus.MessageId;
import io.github.zerobus.SendResult;
import io.github.zerobus.engine.time.ResumableLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The result of an ack: futures, taken under the buffer's lock, to complete without it. */
public final class AckedFutures {

    private final List<AckFuture> internal = new ArrayList<>(0);
    private final List<AckFuture> callbacks = new ArrayList<>(0);
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

    /** A task that completes the callback futures in order. */
    public ResumableLoop callbacks() {
        return new ResumableLoop(callbacks.size(), index -> complete(callbacks.get((int) index)));
    }

    private static void complete(AckFuture future) {
        future.complete(result(future.id(), future.latencyNanos));
    }
}
