package io.github.zerobus.engine.buffer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects callback futures whose time limit has passed. */
public final class ExpiredFutures {

    private final long now;
    private final List<AckFuture> expired = new ArrayList<>();
    private long nextDelay = Long.MAX_VALUE;

    public ExpiredFutures(long now) {
        this.now = now;
    }

    /** Collects the expired futures of a chain and returns the rest of the chain. */
    @Nullable
    AckFuture removeExpired(@Nullable AckFuture chain) {
        // First, since it may fail without memory: a future that is not collected must stay in its chain.
        for (AckFuture future = chain; future != null; future = future.next) {
            if (isExpired(future)) {
                expired.add(future);
            }
        }
        AckFuture left = null;
        AckFuture future = chain;
        while (future != null) {
            AckFuture next = future.next;
            if (!isExpired(future)) {
                future.next = left;
                left = future;
                nextDelay = future.isCallback() ? Math.min(nextDelay, future.deadlineNanos() - now) : nextDelay;
            }
            future = next;
        }
        return left;
    }

    private boolean isExpired(AckFuture future) {
        return future.isCallback() && future.deadlineNanos() - now <= 0;
    }

    public List<AckFuture> expired() {
        return expired;
    }

    /** Time until the next one expires, {@link Long#MAX_VALUE} if there is none. */
    public long nextDelay() {
        return nextDelay;
    }
}
