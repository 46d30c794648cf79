package io.github.zerobus.engine.buffer;

import io.github.zerobus.MessageId;
import io.github.zerobus.SendResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The result of an ack: futures, taken under the buffer's lock, to complete without it. */
public final class AckedFutures {

    private final List<AckFuture> internal = new ArrayList<>(0);
    private final List<Runnable> callbacks = new ArrayList<>(0);

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
        SendResult result = result(id, latencyNanos);
        for (AckFuture future = chain; future != null; future = future.next) {
            if (future.isCallback()) {
                AckFuture callback = future;
                callbacks.add(() -> callback.complete(result));
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

    /** Tasks that complete the callback futures, one for each. */
    public List<Runnable> callbacks() {
        return callbacks;
    }
}
