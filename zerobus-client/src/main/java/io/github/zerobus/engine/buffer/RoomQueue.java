package io.github.zerobus.engine.buffer;

import io.github.zerobus.MessageId;
import io.github.zerobus.ZerobusException;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Callers that wait for room, oldest first. Whoever frees room admits the oldest caller's request on its behalf, so no
 * place is lost between a wake-up and its use, and nobody overtakes. Guarded by the in-flight buffer's lock.
 */
public final class RoomQueue {

    private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();

    Waiter add(Object request, @Nullable AckFuture future) {
        Waiter waiter = new Waiter(request, future);
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

    /** Wakes all of them with a failure, each with one of its own. */
    void refuseAll(Supplier<ZerobusException> failure) {
        for (Waiter waiter = waiters.poll(); waiter != null; waiter = waiters.poll()) {
            waiter.completeExceptionally(failure.get());
        }
    }

    /** One caller; completed with the id once its request is admitted. */
    public static final class Waiter extends CompletableFuture<MessageId> {

        final Object request;
        final long cost;
        final @Nullable AckFuture future;

        Waiter(Object request, @Nullable AckFuture future) {
            this.request = request;
            this.cost = PayloadBatch.cost(request);
            this.future = future;
        }
    }
}
