package io.github.zerobus.engine.buffer;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.MessageId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Futures that wait for acks: each hangs on its request's slot in the ring, or waits here for an offset that was not
 * given out yet. Guarded by the in-flight buffer's lock.
 */
final class AckWaiters {

    private final int index;
    private final RequestRing ring;
    private final List<AckFuture> early = new ArrayList<>();

    AckWaiters(int index, RequestRing ring) {
        this.index = index;
        this.ring = ring;
    }

    /** Hangs a future on an unacked offset. Returns the one to wait on: internal ones are shared. */
    AckFuture hang(long offset, AckFuture future) {
        future.id = EngineAccess.messageId(index, offset);
        if (offset >= ring.tail()) {
            early.add(future);
            return future;
        }
        AckFuture chain = ring.future(offset);
        AckFuture shared = future.isCallback() ? null : internal(chain);
        if (shared != null) {
            return shared;
        }
        future.next = chain;
        ring.setFuture(offset, future);
        return future;
    }

    /** Hangs a future on a request that was just added. */
    void hangFirst(MessageId id, AckFuture future) {
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

    /** Drops a waiter for an offset that was never given out. */
    void forget(AckFuture future) {
        early.remove(future);
    }

    /** Takes out what waits for requests before this offset, which are acked. */
    void takeUpTo(long endOffset, AckedFutures acked, long now) {
        for (long offset = ring.head(); offset < endOffset && ring.isWatched(); offset++) {
            AckFuture future = ring.future(offset);
            if (future != null) {
                acked.add(future, EngineAccess.messageId(index, offset), now - ring.admittedAt(offset));
                ring.setFuture(offset, null);
            }
        }
    }

    /** Takes out those that waited for an offset before it was given out, as far as it is acked by now. */
    void takeEarly(AckedFutures acked) {
        early.removeIf(future -> {
            MessageId id = future.id();
            boolean done = id.offset() < ring.head();
            if (done) {
                acked.add(future, id, 0);
            }
            return done;
        });
    }

    /** Takes out the callback futures whose time is up. */
    ExpiredFutures takeExpired(long now) {
        ExpiredFutures expired = new ExpiredFutures(now);
        for (long offset = ring.head(); offset < ring.tail() && ring.isWatched(); offset++) {
            ring.setFuture(offset, expired.sift(ring.future(offset)));
        }
        early.removeIf(future -> expired.sift(future) == null);
        return expired;
    }

    /** Takes all of them out. */
    List<AckFuture> takeAll() {
        List<AckFuture> all = new ArrayList<>(early);
        early.clear();
        for (long offset = ring.head(); offset < ring.tail(); offset++) {
            for (AckFuture future = ring.future(offset); future != null; future = future.next) {
                all.add(future);
            }
            ring.setFuture(offset, null);
        }
        return all;
    }
}
