package io.github.zerobus.engine.buffer;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.MessageId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Futures that wait for acks, each attached to its request's slot in the ring. Guarded by the buffer's lock. */
final class AckWaiters {

    private final int index;
    private final RequestRing ring;

    AckWaiters(int index, RequestRing ring) {
        this.index = index;
        this.ring = ring;
    }

    /** Attaches a future to an unacked offset. Returns the future to wait for, since internal ones are shared. */
    AckFuture attach(long offset, AckFuture future) {
        future.id = EngineAccess.messageId(index, offset);
        AckFuture chain = ring.future(offset);
        AckFuture shared = future.isCallback() ? null : internal(chain);
        if (shared != null) {
            return shared;
        }
        future.next = chain;
        ring.setFuture(offset, future);
        return future;
    }

    /** Attaches a future to a request that was just added. */
    void attachFirst(MessageId id, AckFuture future) {
        future.id = id;
        ring.setFuture(id.offset(), future);
    }

    private static @Nullable AckFuture internal(@Nullable AckFuture chain) {
        AckFuture future = chain;
        while (future != null && future.isCallback()) {
            future = future.next;
        }
        return future;
    }

    /** Takes the futures of requests before this offset, which are acked. */
    void takeUpTo(long endOffset, AckedFutures acked, long now) {
        for (long offset = ring.head(); offset < endOffset && ring.isWatched(); offset++) {
            AckFuture future = ring.future(offset);
            if (future != null) {
                acked.add(future, EngineAccess.messageId(index, offset), now - ring.admittedAt(offset));
                ring.setFuture(offset, null);
            }
        }
    }

    /** Takes the application's futures whose time limit has passed. */
    void takeExpired(ExpiredFutures expired) {
        for (long offset = ring.head(); offset < ring.tail() && ring.isWatched(); offset++) {
            ring.setFuture(offset, expired.removeExpired(ring.future(offset)));
        }
    }

    /** Takes the futures of a request. */
    List<AckFuture> detach(long offset) {
        List<AckFuture> futures = new ArrayList<>();
        for (AckFuture future = ring.future(offset); future != null; future = future.next) {
            futures.add(future);
        }
        ring.setFuture(offset, null);
        return futures;
    }

    void detachAll() {
        for (long offset = ring.head(); offset < ring.tail() && ring.isWatched(); offset++) {
            ring.setFuture(offset, null);
        }
    }

    /** Returns all futures, in the order of their requests. */
    List<AckFuture> all() {
        List<AckFuture> all = new ArrayList<>();
        for (long offset = ring.head(); offset < ring.tail(); offset++) {
            for (AckFuture future = ring.future(offset); future != null; future = future.next) {
                all.add(future);
            }
        }
        return all;
    }
}
