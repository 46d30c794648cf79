package io.github.zerobus.engine.buffer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects callback futures whose time limit has passed. */
public final class ExpiredFutures {

    private final long now;
    private final List<AckFuture> expired = new ArrayList<>();
    private long nextDelay = Long.MAX_VALUE;

    ExpiredFutures(long now) {
        this.now = now;
    }

    /** Collects the expired futures of a chain and returns the rest of the chain. */
    @Nullable
    AckFuture removeExpired(@Nullable AckFuture chain) {
        AckFuture left = null;
        AckFuture future = chain;
        while (future != null) {
            AckFuture next = future.next;
            long delay = future.deadlineNanos() - now;
            if (future.isCallback() && delay <= 0) {
                expired.add(future);
            } else {
                future.next = left;
                left = future;
                nextDelay = future.isCallback() ? Math.min(nextDelay, delay) : nextDelay;
            }
            future = next;
        }
        return left;
    }

    public List<AckFuture> expired() {
        return expired;
    }

    /** Time until the next one expires, {@link Long#MAX_VALUE} if there is none. */
    public long nextDelay() {
        return nextDelay;
    }
}
