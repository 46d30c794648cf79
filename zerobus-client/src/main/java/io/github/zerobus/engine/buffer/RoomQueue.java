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
    /** Whether nothing is admitted for the moment: the stream reopens. */
    private boolean suspended;
    /** Whether only requests of the store are admitted, since they were there before. */
    private boolean replaying;

    Waiter add(Request request, @Nullable String key, long position, @Nullable AckFuture future) {
        Waiter waiter = new Waiter(request, key, position, false, future);
        waiters.add(waiter);
        return waiter;
    }

    /** Adds a request of the store in front of all others. */
    Waiter addStored(Request request, @Nullable String key, long position) {
        Waiter waiter = new Waiter(request, key, position, true, null);
        waiters.addFirst(waiter);
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

    /** Whether a new request is admitted if there is room: none waits before it. */
    boolean isFree() {
        return waiters.isEmpty() && !isSuspended();
    }

    /** Whether new requests wait for something else than room. */
    boolean isSuspended() {
        return suspended || replaying;
    }

    /** Whether a request that waits is admitted if there is room. */
    boolean admits(Waiter waiter) {
        return !suspended && (!replaying || waiter.fromStore);
    }

    void setSuspended(boolean value) {
        suspended = value;
    }

    void setReplaying(boolean value) {
        replaying = value;
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
        final long position;
        /** Whether the store held it before the stream opened. */
        final boolean fromStore;

        final @Nullable AckFuture future;

        Waiter(Request request, @Nullable String key, long position, boolean fromStore, @Nullable AckFuture future) {
            this.request = request;
            this.key = key;
            this.position = position;
            this.fromStore = fromStore;
            this.cost = PayloadBatch.cost(request);
            this.future = future;
        }
    }
}
