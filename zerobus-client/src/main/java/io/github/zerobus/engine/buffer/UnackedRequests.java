package io.github.zerobus.engine.buffer;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.zerobus.EngineAccess;
import io.github.zerobus.UnackedBatch;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.time.SpinningLock;
import io.github.zerobus.engine.time.Timers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The requests of an {@link InflightBuffer} and the futures attached to them: waiting for acks, numbers, and the seal
 * at the end. Owns the lock of the buffer. Thread-safe.
 */
public final class UnackedRequests {

    private final int index;
    private final Timers timers;

    final ReentrantLock lock = new SpinningLock();

    @GuardedBy("lock")
    final RequestRing ring = new RequestRing();

    @GuardedBy("lock")
    final AckWaiters waiters;

    /** Creates the reason why admission is closed; null while it is open. */
    @GuardedBy("lock")
    @Nullable
    Supplier<ZerobusException> refusal;

    /** Time of the last ack, or of creation. */
    @GuardedBy("lock")
    private long progressAt;

    @GuardedBy("lock")
    private boolean sealed;

    UnackedRequests(int index, Timers timers) {
        this.index = index;
        this.timers = timers;
        this.waiters = new AckWaiters(index, ring);
        this.progressAt = timers.nanoTime();
    }

    /** Removes all requests before this offset, which are acked, and adds the futures to complete. */
    @GuardedBy("lock")
    void takeUpTo(long endOffset, AckedFutures acked) {
        long now = timers.nanoTime();
        waiters.takeUpTo(endOffset, acked, now);
        ring.removeUpTo(endOffset);
        progressAt = now;
    }

    // Waiting for acks.

    /** Whether the request of an offset is acked. */
    public boolean isAcked(long offset) {
        return offset < head();
    }

    /**
     * Attaches a future to an admitted request. If the request is acked, the future completes now; if it is unacked
     * after the seal, the future fails now.
     *
     * @return the future to wait for, since an internal one may be shared
     */
    public AckFuture watch(long offset, AckFuture future) {
        lock.lock();
        try {
            if (offset < ring.head()) {
                future.complete(AckedFutures.result(EngineAccess.messageId(index, offset), 0));
            } else if (sealed && refusal != null) {
                future.completeExceptionally(refusal.get());
            } else {
                return waiters.attach(offset, future);
            }
            return future;
        } finally {
            lock.unlock();
        }
    }

    /** Returns a future for everything admitted so far, completed if there is nothing. */
    public AckFuture watchAll() {
        lock.lock();
        try {
            AckFuture future = AckFuture.internal();
            if (ring.size() > 0) {
                return watch(ring.tail() - 1, future);
            }
            future.complete(AckedFutures.result(EngineAccess.messageId(index, 0), 0));
            return future;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the application's futures whose time limit has passed. */
    public ExpiredFutures takeExpired() {
        lock.lock();
        try {
            return waiters.takeExpired(timers.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    // Numbers.

    /** Lowest offset that is not acked. */
    public long head() {
        lock.lock();
        try {
            return ring.head();
        } finally {
            lock.unlock();
        }
    }

    /** Next offset to assign. */
    public long tail() {
        lock.lock();
        try {
            return ring.tail();
        } finally {
            lock.unlock();
        }
    }

    /** Nanoseconds since the last ack if nothing is unacked, otherwise 0. */
    public long idleNanos() {
        lock.lock();
        try {
            return ring.size() == 0 ? timers.nanoTime() - progressAt : 0;
        } finally {
            lock.unlock();
        }
    }

    /** Numbers that belong together. */
    public BufferSnapshot snapshot() {
        lock.lock();
        try {
            return BufferSnapshot.of(ring, progressAt, timers.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    // The end.

    /**
     * Ends all waiting: what is unacked stays unacked. Returns the futures to fail, the same ones if it is repeated.
     * Admission must be closed.
     */
    public List<AckFuture> seal() {
        lock.lock();
        try {
            sealed = true;
            return waiters.all();
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    boolean isSealed() {
        return sealed;
    }

    /** The unacked requests as admitted, in order. */
    public List<UnackedBatch> toBatches() {
        lock.lock();
        try {
            List<UnackedBatch> batches = new ArrayList<>();
            for (long offset = ring.head(); offset < ring.tail(); offset++) {
                batches.add(new UnackedBatch(
                        EngineAccess.messageId(index, offset), PayloadBatch.records(ring.request(offset))));
            }
            return batches;
        } finally {
            lock.unlock();
        }
    }
}
