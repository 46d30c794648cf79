package io.github.zerobus.engine.buffer;

import io.github.zerobus.MessageId;
import io.github.zerobus.Request;
import io.github.zerobus.ZerobusException;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Callers that wait for room, oldest first. The thread that frees room admits the oldest caller's request on its
 * behalf, so no room is lost between a wake-up and its use, and no request overtakes another. Guarded by the buffer's
 * lock.
 */
public final class RoomQueue {

    private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();

    Waiter add(Request request, @Nullable String key, @Nullable AckFuture future) {
        Waiter waiter = new Waiter(request, key, future);
        waiters.add(waiter);
        return waiter;
    }

    @Nullable
    Waiter oldest() {
        return waiters.peek();
    }

    void removeOldest() {
        waiters.remove();
    }

    void remove(Waiter waiter) {
        waiters.remove(waiter);
    }

    boolean isEmpty() {
        return waiters.isEmpty();
    }

    /** Fails all callers; each creates its own exception. */
    void refuseAll(Supplier<ZerobusException> failure) {
        Ended ended = new Ended(failure);
        for (Waiter waiter = waiters.poll(); waiter != null; waiter = waiters.poll()) {
            waiter.completeExceptionally(ended);
        }
    }

    /** One caller. Completes with the id when its request is admitted. */
    public static final class Waiter extends CompletableFuture<MessageId> {

        final Request request;
        final long cost;
        final @Nullable String key;
        final @Nullable AckFuture future;

        Waiter(Request request, @Nullable String key, @Nullable AckFuture future) {
            this.request = request;
            this.key = key;
            this.cost = PayloadBatch.cost(request);
            this.future = future;
        }
    }
}
