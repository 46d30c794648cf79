package io.github.zerobus.engine.buffer;

import io.github.zerobus.MessageId;
import io.github.zerobus.SendResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Futures of requests that were just acked, taken out under the buffer's lock to be completed without it. */
public final class AckedFutures {

    private final List<AckFuture> internal = new ArrayList<>(0);
    private final List<Runnable> callbacks = new ArrayList<>(0);

    static SendResult result(MessageId id, long latencyNanos) {
        return new SendResult(id, Duration.ofNanos(latencyNanos));
    }

    /** Takes a chain that hung on one request. */
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

    /** Wakes blocked threads and lets the engine's own steps go on. */
    public void completeInternal() {
        for (AckFuture future : internal) {
            future.complete(result(future.id(), 0));
        }
    }

    /** Completes what the application holds, a task for each, on the callback queue. */
    public List<Runnable> callbacks() {
        return callbacks;
    }
}
