package io.github.zerobus.engine.buffer;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.zerobus.BatchingOptions;
import io.github.zerobus.engine.time.Timers;
import org.jspecify.annotations.Nullable;

/**
 * The queued requests of an {@link InflightBuffer}, as the drain of a sub-stream takes them. All public methods are
 * called on the serial executor; the buffer's lock guards everything.
 */
public final class SendQueue {

    private final UnackedRequests unacked;
    private final Timers timers;

    @GuardedBy("unacked.lock")
    private final RequestRing ring;

    /** Used by the serial executor only. */
    private final BatchCutter cutter;

    @GuardedBy("unacked.lock")
    private final AdmissionClock clock;

    /** Whether a drain is scheduled, or will run as soon as the transport is ready. */
    @GuardedBy("unacked.lock")
    private boolean drainDue;

    /** Offset behind the last request that may be sent. */
    @GuardedBy("unacked.lock")
    private long limit = Long.MAX_VALUE;

    SendQueue(UnackedRequests unacked, BatchingOptions batching, Timers timers) {
        this.unacked = unacked;
        this.timers = timers;
        this.ring = unacked.ring;
        this.cutter = new BatchCutter(ring, batching);
        this.clock = new AdmissionClock(timers);
    }

    /**
     * Takes the next message to send, within the limits of batching. Returns null if nothing is queued; the next
     * admission then schedules a drain. A drain that got a message continues until it gets none, or calls
     * {@link #pauseDrain()}.
     */
    public @Nullable WireBatch takeBatch() {
        long now = timers.nanoTime();
        unacked.lock.lock();
        try {
            if (!hasQueued()) {
                clock.paused();
                drainDue = false;
                return null;
            }
            clock.draining(now);
            WireBatch batch = cutter.cut(ring.sentEnd(), sendableEnd());
            ring.sentUpTo(batch.endOffset());
            return batch;
        } finally {
            unacked.lock.unlock();
        }
    }

    /** Whether the queued requests would fill half of a message. */
    public boolean hasHalfBatch() {
        unacked.lock.lock();
        try {
            return cutter.isHalfFull(ring.sentEnd(), sendableEnd());
        } finally {
            unacked.lock.unlock();
        }
    }

    /** Takes back a message that is no longer read. */
    public void recycle(WireBatch batch) {
        cutter.recycle(batch);
    }

    /** The drain ends and may have left requests queued. */
    public void pauseDrain() {
        unacked.lock.lock();
        try {
            clock.paused();
        } finally {
            unacked.lock.unlock();
        }
    }

    /** Requests a drain for the next admission, unless requests are queued now; returns whether they are. */
    public boolean resumeDraining() {
        unacked.lock.lock();
        try {
            clock.paused();
            drainDue = hasQueued();
            return drainDue;
        } finally {
            unacked.lock.unlock();
        }
    }

    /** Sends nothing from this offset on, until the limit changes; a drain has to follow. */
    public void limit(long end) {
        unacked.lock.lock();
        try {
            limit = end;
        } finally {
            unacked.lock.unlock();
        }
    }

    void releaseDrain() {
        unacked.lock.lock();
        try {
            drainDue = false;
        } finally {
            unacked.lock.unlock();
        }
    }

    // With the lock held.

    @GuardedBy("unacked.lock")
    boolean hasQueued() {
        return ring.sentEnd() < sendableEnd();
    }

    @GuardedBy("unacked.lock")
    private long sendableEnd() {
        return Math.min(ring.tail(), limit);
    }

    /** Whether the caller has to schedule a drain. */
    @GuardedBy("unacked.lock")
    boolean claimDrain() {
        boolean claimed = !drainDue;
        drainDue = true;
        return claimed;
    }

    /** Time of the admission of a request. */
    @GuardedBy("unacked.lock")
    long admissionTime(boolean hasFuture) {
        return clock.time(hasQueued(), hasFuture);
    }
}
