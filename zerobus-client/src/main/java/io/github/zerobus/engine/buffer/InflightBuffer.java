package io.github.zerobus.engine.buffer;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.zerobus.EngineAccess;
import io.github.zerobus.InflightLimitException.Usage;
import io.github.zerobus.MessageId;
import io.github.zerobus.Request;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.UnackedBatch;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.time.Timers;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All unacked requests of one sub-stream in order: first the sent ones, then the queued ones.
 *
 * <p>One lock guards everything; no application code and no gRPC runs under it. Admission, close and poison take it, so
 * a request is either among the unacked or was refused. Requests are held until they are acked: a resend moves the
 * border between sent and queued. Thread-safe.
 */
public final class InflightBuffer {

    /** Position of a request that is in memory only. */
    public static final long NOT_STORED = RequestRing.NOT_STORED;

    private final int index;
    private final Budget budget;
    /** Called without the lock when a drain is due and none is scheduled. */
    private final Runnable drainer;

    private final UnackedRequests unacked;

    @GuardedBy("unacked.lock")
    private final RequestRing ring;

    @GuardedBy("unacked.lock")
    private final RoomQueue room = new RoomQueue();

    private final SendQueue queue;

    /** Taken by an ack and not handed over yet. Used by the serial executor only. */
    private @Nullable AckedFutures acked;

    /**
     * Number of futures of acked requests whose actions have not begun. Not guarded by the lock, which may fail while
     * memory is short: a lost decrement would reduce the budget for ever.
     */
    private final AtomicLong waitingCallbacks = new AtomicLong();

    /** Called without the lock with the positions of requests that the store need not keep. */
    private final Consumer<StoredPositions> release;

    /** Size of the ring for readers without the lock; written under the lock. */
    private final AtomicLong inflight = new AtomicLong();

    /**
     * Creates an empty buffer.
     *
     * @param firstOffset the first offset to assign, a multiple of 256
     * @param drainer schedules a drain; called without the lock, on any thread
     * @param release takes the positions of requests that the store need not keep; called as the drainer
     */
    public InflightBuffer(
            int index,
            StreamOptions options,
            long firstOffset,
            Timers timers,
            Runnable drainer,
            Consumer<StoredPositions> release) {
        this.index = index;
        this.budget = Budget.share(options);
        this.drainer = drainer;
        this.release = release;
        this.unacked = new UnackedRequests(index, firstOffset, timers);
        this.ring = unacked.ring;
        this.queue = new SendQueue(unacked, options.batching(), timers);
    }

    /** The queued requests, for the drain. */
    public SendQueue queue() {
        return queue;
    }

    /** The requests themselves: what waits for their acks, their numbers, and their end. */
    public UnackedRequests unacked() {
        return unacked;
    }

    // Admission: on the threads of callers.

    /** Admits a request if there is room and no caller waits for room; otherwise returns null. */
    public @Nullable MessageId tryAdmit(
            Request request, @Nullable String key, long position, @Nullable AckFuture future) {
        long cost = PayloadBatch.cost(request);
        int records = PayloadBatch.recordCount(request);
        MessageId id;
        boolean wake;
        unacked.lock.lock();
        try {
            checkOpen();
            if (!room.isFree() || !budget.hasRoom(ring, cost, waitingCallbacks.get())) {
                return null;
            }
            id = add(request, cost, records, key, position, future);
            wake = claimDrain();
        } finally {
            unacked.lock.unlock();
        }
        if (wake) {
            wake();
        }
        return id;
    }

    /**
     * Queues a request for room. A caller that gives up must call {@link #leaveRoomQueue}. If the waiter completes with
     * an id, the request has been admitted.
     */
    @SuppressWarnings("GuardedBy") // runs with the lock held
    public RoomQueue.Waiter queueForRoom(
            Request request, @Nullable String key, long position, @Nullable AckFuture future) {
        return enqueue(() -> room.add(request, key, position, future));
    }

    private RoomQueue.Waiter enqueue(Supplier<RoomQueue.Waiter> addition) {
        RoomQueue.Waiter waiter;
        boolean wake;
        unacked.lock.lock();
        try {
            checkOpen();
            waiter = addition.get();
            wake = admitWaiters();
        } finally {
            unacked.lock.unlock();
        }
        settle(null, wake);
        return waiter;
    }

    /** Queues a request of the store for room, in front of all others, which wait until the store is read. */
    @SuppressWarnings("GuardedBy") // runs with the lock held
    public RoomQueue.Waiter queueStored(Request request, @Nullable String key, long position) {
        return enqueue(() -> room.addStored(request, key, position));
    }

    /** Admits only requests of the store, or all again. */
    @SuppressWarnings("GuardedBy") // runs with the lock held
    public void setReplaying(boolean value) {
        changeAndAdmit(() -> room.setReplaying(value));
    }

    /** Leaves the queue, unless the request was admitted or refused meanwhile. Requests behind it may fit now. */
    @SuppressWarnings("GuardedBy") // runs with the lock held
    public void leaveRoomQueue(RoomQueue.Waiter waiter) {
        changeAndAdmit(() -> room.remove(waiter));
    }

    /** Number of unacked requests. Read without the lock, so it may be slightly outdated. */
    public long inflightRequests() {
        return inflight.get();
    }

    /** Unacked requests and futures whose actions have not run, against the limit. */
    public Usage requestUsage() {
        return new Usage(unacked.snapshot().inflightRequests() + waitingCallbacks.get(), budget.requests());
    }

    /** Bytes of both against the limit. */
    public Usage byteUsage() {
        long callbacks = waitingCallbacks.get() * PayloadBatch.RECORD_OVERHEAD;
        return new Usage(unacked.snapshot().bytes() + callbacks, budget.bytes());
    }

    /** Refuses all further requests, including those that wait for room. A later reason replaces an earlier one. */
    @SuppressWarnings("GuardedBy") // runs with the lock held
    public void closeAdmission(Supplier<ZerobusException> reason) {
        changeAndAdmit(() -> {
            unacked.refusal = reason;
            room.refuseAll(reason);
        });
    }

    /** Admits nothing until {@link #resumeAdmission}; callers wait for room. */
    @SuppressWarnings("GuardedBy") // runs with the lock held
    public void suspendAdmission() {
        changeAndAdmit(() -> {
            room.setSuspended(true);
            unacked.unseal();
        });
    }

    /** Admits requests again, those that wait first. */
    @SuppressWarnings("GuardedBy") // runs with the lock held
    public void resumeAdmission() {
        changeAndAdmit(() -> room.setSuspended(false));
    }

    /** Whether callers wait for something else than room. */
    public boolean isSuspended() {
        unacked.lock.lock();
        try {
            return room.isSuspended();
        } finally {
            unacked.lock.unlock();
        }
    }

    /** Forgets all unacked requests after the seal and returns them as admitted, in order. */
    @SuppressWarnings("GuardedBy") // runs with the lock held
    public List<UnackedBatch> handOver(Supplier<ZerobusException> reason) {
        return remove(() -> {
            List<UnackedBatch> batches = unacked.toBatches();
            unacked.handOver(reason);
            return batches;
        });
    }

    /** Removes requests with the lock held, and releases what the store has of them. */
    private <T> T remove(Supplier<T> removal) {
        T result;
        @Nullable StoredPositions removed;
        boolean wake;
        unacked.lock.lock();
        try {
            result = removal.get();
            inflight.lazySet(ring.size());
            removed = ring.takeRemovedPositions();
            wake = admitWaiters();
        } finally {
            unacked.lock.unlock();
        }
        settle(removed, wake);
        return result;
    }

    private void settle(@Nullable StoredPositions removed, boolean wake) {
        if (removed != null) {
            release.accept(removed);
        }
        if (wake) {
            wake();
        }
    }

    // Sending and acks: on the serial executor of the sub-stream.

    /**
     * Removes all requests before this offset and admits waiting ones. Returns the futures to complete, or null after
     * the seal, which has handed the requests over as unacked. If it throws half-way, {@link #acked()} has the futures
     * that it took.
     */
    public @Nullable AckedFutures ackedUpTo(long endOffset) {
        AckedFutures taken = new AckedFutures();
        acked = taken;
        @Nullable StoredPositions removed;
        boolean wake;
        unacked.lock.lock();
        try {
            if (unacked.isSealed()) {
                return null;
            }
            try {
                unacked.takeUpTo(endOffset, taken);
            } finally {
                // Also what it took before it failed will complete.
                waitingCallbacks.addAndGet(taken.callbackCount());
            }
            inflight.lazySet(ring.size());
            wake = admitWaiters();
            taken.setDrained(ring.size() == 0);
            removed = ring.takeRemovedPositions();
        } finally {
            unacked.lock.unlock();
        }
        settle(removed, wake);
        return taken;
    }

    /** Removes the oldest request, which the service refuses, and returns its futures. */
    @SuppressWarnings("GuardedBy") // runs with the lock held
    public List<AckFuture> refuseHead(Supplier<ZerobusException> reason) {
        return remove(() -> unacked.refuseHead(reason));
    }

    /**
     * Releases the budget of futures whose actions begin to run. Until then they count like requests: the futures of
     * slow actions would otherwise fill the memory.
     */
    public void callbacksBegun(int count) {
        waitingCallbacks.addAndGet(-count);
        changeAndAdmit(() -> {});
    }

    /** Futures that an ack has taken and that are not handed over. */
    public @Nullable AckedFutures acked() {
        return acked;
    }

    /** What an ack has taken will complete. */
    public void ackedHandedOver() {
        acked = null;
    }

    /**
     * Queues all sent requests again in front of the queued ones, in order: for a new physical stream, after which a
     * drain starts. Admits waiting requests too, which an ack could not do if it failed half-way.
     */
    public void requeueSent() {
        unacked.lock.lock();
        try {
            ring.sentUpTo(ring.head());
            admitWaiters();
        } finally {
            unacked.lock.unlock();
        }
    }

    /** Changes something with the lock held, after which waiting requests may fit. */
    private void changeAndAdmit(Runnable change) {
        boolean wake;
        unacked.lock.lock();
        try {
            change.run();
            wake = admitWaiters();
        } finally {
            unacked.lock.unlock();
        }
        settle(null, wake);
    }

    /** Runs the drainer; if it fails, the next admission tries again. */
    private void wake() {
        boolean scheduled = false;
        try {
            drainer.run();
            scheduled = true;
        } finally {
            if (!scheduled) {
                queue.releaseDrain();
            }
        }
    }

    // With the lock held.

    @GuardedBy("unacked.lock")
    private void checkOpen() {
        if (unacked.refusal != null) {
            throw unacked.refusal.get();
        }
    }

    @GuardedBy("unacked.lock")
    private MessageId add(
            Request request, long cost, int records, @Nullable String key, long position, @Nullable AckFuture future) {
        // Allocated before anything changes.
        MessageId id = EngineAccess.messageId(index, ring.tail());
        ring.add(request, cost, records, admissionTime(future != null), key);
        if (position != RequestRing.NOT_STORED) {
            ring.setPosition(id.offset(), position);
        }
        inflight.lazySet(ring.size());
        if (future != null) {
            unacked.waiters.attachFirst(id, future);
        }
        return id;
    }

    /** Admits the oldest waiting requests while they fit; returns whether a drain has to be scheduled. */
    @GuardedBy("unacked.lock")
    private boolean admitWaiters() {
        boolean admitted = false;
        RoomQueue.Waiter waiter = room.oldest();
        while (waiter != null && room.admits(waiter) && budget.hasRoom(ring, waiter.cost, waitingCallbacks.get())) {
            int records = PayloadBatch.recordCount(waiter.request);
            MessageId id = add(waiter.request, waiter.cost, records, waiter.key, waiter.position, waiter.future);
            room.removeOldest();
            waiter.complete(id);
            admitted = true;
            waiter = room.oldest();
        }
        return admitted && claimDrain();
    }

    @GuardedBy("unacked.lock")
    @SuppressWarnings("GuardedBy") // the lock of the queue is this one
    private boolean claimDrain() {
        return queue.claimDrain();
    }

    @GuardedBy("unacked.lock")
    @SuppressWarnings("GuardedBy") // the lock of the queue is this one
    private long admissionTime(boolean hasFuture) {
        return queue.admissionTime(hasFuture);
    }
}
