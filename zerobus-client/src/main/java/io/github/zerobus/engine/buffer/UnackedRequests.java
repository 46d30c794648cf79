package io.github.zerobus.engine.buffer;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.zerobus.EngineAccess;
import io.github.zerobus.Payload;
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
    final RequestRing ring;

    @GuardedBy("lock")
    final AckWaiters waiters;

    @GuardedBy("lock")
    private final RemovedRequests removed = new RemovedRequests();

    /** Creates the reason why admission is closed; null while it is open. */
    @GuardedBy("lock")
    @Nullable
    Supplier<ZerobusException> refusal;

    /** Time of the last ack, or of creation. */
    @GuardedBy("lock")
    private long progressAt;

    @GuardedBy("lock")
    private boolean sealed;

    UnackedRequests(int index, long firstOffset, Timers timers) {
        this.index = index;
        this.ring = new RequestRing(firstOffset);
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

    /** What has become of an admitted request. */
    public SlotState state(long offset) {
        lock.lock();
        try {
            if (offset >= ring.head()) {
                return offset < ring.sentEnd() ? SlotState.SENT : SlotState.QUEUED;
            }
            RemovedRequests.Range range = removed.find(offset);
            return range == null ? SlotState.DURABLE : range.state();
        } finally {
            lock.unlock();
        }
    }

    /** Whether an offset was given to a request. */
    public boolean isIssued(long offset) {
        lock.lock();
        try {
            return offset >= ring.first() && offset < ring.tail();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Attaches a future to an admitted request. If the request is decided, the future completes or fails now; if it is
     * unacked after the seal, the future fails now.
     *
     * @return the future to wait for, since an internal one may be shared
     */
    public AckFuture watch(long offset, AckFuture future) {
        lock.lock();
        try {
            if (offset < ring.head()) {
                decide(offset, future);
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

    @GuardedBy("lock")
    private void decide(long offset, AckFuture future) {
        RemovedRequests.Range range = removed.find(offset);
        if (range == null) {
            future.complete(AckedFutures.result(EngineAccess.messageId(index, offset), 0));
        } else {
            future.completeExceptionally(range.reason().get());
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

    /** Takes the application's futures whose time limit has passed. If it throws half-way, some are taken. */
    public void takeExpired(ExpiredFutures expired) {
        lock.lock();
        try {
            waiters.takeExpired(expired);
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

    /** Offset behind the last request that was sent over the current physical stream, or over the last one. */
    public long sentEnd() {
        lock.lock();
        try {
            return ring.sentEnd();
        } finally {
            lock.unlock();
        }
    }

    /** Routing key of an unacked request, if it has one. */
    public @Nullable String key(long offset) {
        lock.lock();
        try {
            return ring.key(offset);
        } finally {
            lock.unlock();
        }
    }

    /** The unacked requests that are in memory only, in order. */
    public List<HeldRequest> notStored() {
        lock.lock();
        try {
            List<HeldRequest> held = new ArrayList<>();
            for (long offset = ring.head(); offset < ring.tail(); offset++) {
                if (ring.position(offset) == RequestRing.NOT_STORED) {
                    held.add(new HeldRequest(offset, ring.request(offset), ring.key(offset), ring.admittedAt(offset)));
                }
            }
            return held;
        } finally {
            lock.unlock();
        }
    }

    /** Sets the position of a request in the store; returns false if the request has left the buffer meanwhile. */
    public boolean stored(long offset, long position) {
        lock.lock();
        try {
            boolean held = offset >= ring.head();
            if (held) {
                ring.setPosition(offset, position);
            }
            return held;
        } finally {
            lock.unlock();
        }
    }

    /** Position in the store of a request that the seal left there; {@link InflightBuffer#NOT_STORED} otherwise. */
    public long keptAt(long offset) {
        lock.lock();
        try {
            boolean left = sealed && offset >= ring.head() && offset < ring.tail();
            return left ? ring.position(offset) : RequestRing.NOT_STORED;
        } finally {
            lock.unlock();
        }
    }

    /** Records of an unacked request. */
    public List<Payload> payloads(long offset) {
        lock.lock();
        try {
            return PayloadBatch.records(ring.request(offset));
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
            return BufferSnapshot.of(ring, removed, progressAt, timers.nanoTime());
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

    /** Waits are possible again. Futures that failed at the seal are detached. */
    @GuardedBy("lock")
    void unseal() {
        if (sealed) {
            waiters.detachAll();
        }
        sealed = false;
        refusal = null;
    }

    /** Forgets all requests after the seal. */
    @GuardedBy("lock")
    void handOver(Supplier<ZerobusException> reason) {
        if (!sealed) {
            throw new IllegalStateException("requests can be handed over only after the seal");
        }
        if (ring.size() > 0) {
            waiters.detachAll();
            long records = ring.records(ring.head(), ring.tail());
            removed.add(ring.head(), new RemovedRequests.Range(ring.tail(), SlotState.HANDED_OVER, reason), records);
            ring.removeUpTo(ring.tail());
            ring.sentUpTo(ring.tail());
        }
    }

    /** Removes the oldest request, which is refused, and returns its futures; after the seal it stays. */
    @GuardedBy("lock")
    List<AckFuture> refuseHead(Supplier<ZerobusException> reason) {
        if (sealed) {
            return List.of();
        }
        long head = ring.head();
        List<AckFuture> futures = waiters.detach(head);
        long records = ring.records(head, head + 1);
        removed.add(head, new RemovedRequests.Range(head + 1, SlotState.REFUSED, reason), records);
        ring.removeUpTo(head + 1);
        progressAt = timers.nanoTime();
        return futures;
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
