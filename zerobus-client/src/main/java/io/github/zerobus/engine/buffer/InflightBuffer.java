package io.github.zerobus.engine.buffer;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.InflightLimitException.Usage;
import io.github.zerobus.MessageId;
import io.github.zerobus.Payload;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.UnackedBatch;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.time.Timers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All unacked requests of one sub-stream in order: first the sent ones, then the queued. Upstream's landing zone.
 *
 * <p>One lock guards everything; nothing of the application's and nothing of gRPC's runs under it. Admission, close and
 * poison take it, so that a request is either among the unacked or was refused. Requests are held until they are acked:
 * a resend is a move of the border between sent and queued.
 */
public final class InflightBuffer {

    private static final int SPINS = 100;

    private final int index;
    private final SubStreamBudget budget;
    private final Timers timers;
    /** Called, without the lock, when a drain is due and none is on its way. */
    private final Runnable drainer;

    private final ReentrantLock lock = new ReentrantLock();
    private final RequestRing ring = new RequestRing();
    private final RoomQueue room = new RoomQueue();
    private final AckWaiters waiters;
    private final RunCutter cutter;
    private final AdmissionClock clock;

    private long sentEnd;

    /** Whether a drain is on its way, or will come as soon as the transport takes more. */
    private boolean drainDue;

    private long progressAt;
    /** The ring's size, for those who do not take the lock; written with it. */
    private final AtomicLong inflight = new AtomicLong();

    private @Nullable Supplier<ZerobusException> refusal;
    private boolean sealed;

    public InflightBuffer(int index, StreamOptions options, Timers timers, Runnable drainer) {
        this.index = index;
        this.budget = SubStreamBudget.of(options);
        this.timers = timers;
        this.drainer = drainer;
        this.waiters = new AckWaiters(index, ring);
        this.cutter = new RunCutter(ring, options.batching());
        this.clock = new AdmissionClock(timers);
        this.progressAt = timers.nanoTime();
    }

    // Admission: on the threads of callers.

    /** Admits a request if there is room and nobody waits for it; else nothing happens. */
    @Nullable
    public MessageId tryAdmit(Object request, @Nullable AckFuture future) {
        long cost = PayloadBatch.cost(request);
        int records = PayloadBatch.recordCount(request);
        MessageId id;
        boolean wake;
        lock();
        try {
            checkOpen();
            if (!room.isEmpty() || !hasRoom(cost)) {
                return null;
            }
            id = add(request, cost, records, future);
            wake = claimDrain();
        } finally {
            lock.unlock();
        }
        if (wake) {
            drainer.run();
        }
        return id;
    }

    /**
     * Takes a place among those that wait for room. A caller that gives up must {@link #leave}; one that is woken with
     * an id has been admitted.
     */
    public RoomQueue.Waiter queueForRoom(Object request, @Nullable AckFuture future) {
        RoomQueue.Waiter waiter;
        boolean wake;
        lock();
        try {
            checkOpen();
            waiter = room.add(request, future);
            wake = admitWaiters();
        } finally {
            lock.unlock();
        }
        if (wake) {
            drainer.run();
        }
        return waiter;
    }

    /** Gives the place up, unless the request was admitted or refused meanwhile. Those behind may fit now. */
    public void leave(RoomQueue.Waiter waiter) {
        boolean wake;
        lock();
        try {
            room.remove(waiter);
            wake = admitWaiters();
        } finally {
            lock.unlock();
        }
        if (wake) {
            drainer.run();
        }
    }

    /** Without the lock, and so perhaps a little late: for those who compare sub-streams. */
    public long inflightRequests() {
        return inflight.get();
    }

    public Usage requestUsage() {
        return locked(() -> new Usage(ring.size(), budget.requests()));
    }

    public Usage byteUsage() {
        return locked(() -> new Usage(ring.cost(), budget.bytes()));
    }

    /** Refuses all further requests, also those that wait for room. A later reason takes the place of an earlier one. */
    public void closeAdmission(Supplier<ZerobusException> reason) {
        locked(() -> refuse(reason));
    }

    // Sending and acks: on the sub-stream's serial executor.

    /**
     * Takes the next run to be sent, within the limits of batching; without one the next admission asks for a drain. A
     * drain that took a run goes on until it gets none, or until {@link #pauseDrain()}.
     */
    @Nullable
    public WireRun takeRun() {
        long now = timers.nanoTime();
        lock();
        try {
            if (!hasQueued()) {
                clock.paused();
                drainDue = false;
                return null;
            }
            clock.draining(now);
            WireRun run = cutter.cut(sentEnd);
            sentEnd = run.endOffset();
            return run;
        } finally {
            lock.unlock();
        }
    }

    /** Whether what is queued would fill half of a message. */
    public boolean hasHalfMessage() {
        return locked(() -> cutter.isHalfFull(sentEnd));
    }

    /** Takes back a run that nobody reads any more. */
    public void recycle(WireRun run) {
        cutter.recycle(run);
    }

    /** A drain ends that may have left something queued. */
    public void pauseDrain() {
        locked(() -> {
            clock.paused();
            return null;
        });
    }

    /** Asks for a drain as soon as something is queued; tells whether something is queued now. */
    public boolean resumeDraining() {
        return locked(() -> {
            clock.paused();
            drainDue = hasQueued();
            return drainDue;
        });
    }

    /** Takes everything before this offset out and lets in who waits for the room. Returns the futures to complete. */
    public AckedFutures ackedUpTo(long endOffset) {
        AckedFutures acked = new AckedFutures();
        long now = timers.nanoTime();
        boolean wake;
        lock();
        try {
            waiters.takeUpTo(endOffset, acked, now);
            ring.removeUpTo(endOffset);
            waiters.takeEarly(acked);
            progressAt = now;
            wake = admitWaiters();
            inflight.lazySet(ring.size());
        } finally {
            lock.unlock();
        }
        if (wake) {
            drainer.run();
        }
        return acked;
    }

    /** Puts all sent requests back in front of the queued ones, in order: for a new physical stream. */
    public void requeueSent() {
        locked(() -> sentEnd = ring.head());
    }

    /** Lowest offset that is not acked. */
    public long head() {
        return locked(ring::head);
    }

    public boolean isEmpty() {
        return locked(() -> ring.size() == 0);
    }

    /** Next offset to be given out. */
    public long tail() {
        return locked(ring::tail);
    }

    /** When the last ack came, or the buffer was made. */
    public long progressAt() {
        return locked(() -> progressAt);
    }

    // Waiting for acks: on any thread.

    public boolean isAcked(long offset) {
        return locked(() -> offset < ring.head());
    }

    /**
     * Hangs a future on a request. An acked one completes it now; after the seal an unacked one fails it now.
     *
     * @return the future to wait on: an internal one may be shared
     */
    public AckFuture watch(long offset, AckFuture future) {
        return locked(() -> {
            if (offset < ring.head()) {
                future.complete(AckedFutures.result(EngineAccess.messageId(index, offset), 0));
            } else if (sealed && refusal != null) {
                future.completeExceptionally(refusal.get());
            } else {
                return waiters.hang(offset, future);
            }
            return future;
        });
    }

    /** A future of all that is admitted by now; completed if that is nothing. */
    public AckFuture watchAll() {
        return locked(() -> {
            AckFuture future = AckFuture.internal();
            if (ring.size() == 0) {
                future.complete(AckedFutures.result(EngineAccess.messageId(index, 0), 0));
                return future;
            }
            return watch(ring.tail() - 1, future);
        });
    }

    /** Drops a waiter for an offset that was never given out. */
    public void forget(AckFuture future) {
        locked(() -> {
            waiters.forget(future);
            return future;
        });
    }

    /** Takes the callback futures out whose time is up. */
    public ExpiredFutures takeExpired() {
        return locked(() -> waiters.takeExpired(timers.nanoTime()));
    }

    // The end.

    /** Ends all waiting: what is unacked now stays so. Returns the futures to fail. */
    public List<AckFuture> seal(Supplier<ZerobusException> reason) {
        return locked(() -> {
            sealed = true;
            refuse(reason);
            return waiters.takeAll();
        });
    }

    /** The requests that are not acked, as admitted, in order. */
    public List<UnackedBatch> unacked() {
        return locked(() -> {
            List<UnackedBatch> unacked = new ArrayList<>();
            for (long offset = ring.head(); offset < ring.tail(); offset++) {
                List<Payload> records = PayloadBatch.records(ring.request(offset));
                unacked.add(new UnackedBatch(EngineAccess.messageId(index, offset), records));
            }
            return unacked;
        });
    }

    /** Numbers that belong together. */
    public BufferSnapshot snapshot() {
        return locked(() -> BufferSnapshot.of(ring, progressAt, timers.nanoTime()));
    }

    /**
     * Locks, and tries a little longer than the lock itself does before it lets the thread sleep: it is held for less
     * time than a thread takes to wake up (benchmarks P1, P2, P5).
     */
    private void lock() {
        for (int i = 0; i < SPINS; i++) {
            if (lock.tryLock()) {
                return;
            }
            Thread.onSpinWait();
        }
        lock.lock();
    }

    /** For what is rare; the paths of each record and each ack lock without a lambda. */
    private <T> T locked(Supplier<T> action) {
        lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    // With the lock held.

    private Supplier<ZerobusException> refuse(Supplier<ZerobusException> reason) {
        refusal = reason;
        room.refuseAll(reason);
        return reason;
    }

    private void checkOpen() {
        if (refusal != null) {
            throw refusal.get();
        }
    }

    private boolean hasRoom(long cost) {
        return ring.size() < budget.requests() && ring.cost() + cost <= budget.bytes();
    }

    private boolean hasQueued() {
        return sentEnd < ring.tail();
    }

    private long admissionTime(@Nullable AckFuture future) {
        return clock.time(hasQueued(), future != null);
    }

    private MessageId add(Object request, long cost, int records, @Nullable AckFuture future) {
        MessageId id = EngineAccess.messageId(index, ring.add(request, cost, records, admissionTime(future)));
        inflight.lazySet(ring.size());
        if (future != null) {
            waiters.hangFirst(id, future);
        }
        return id;
    }

    /** Admits the oldest waiters while they fit; tells whether a drain is due. */
    private boolean admitWaiters() {
        boolean admitted = false;
        RoomQueue.Waiter waiter = room.oldest();
        while (waiter != null && hasRoom(waiter.cost)) {
            room.removeOldest();
            waiter.complete(add(waiter.request, waiter.cost, PayloadBatch.recordCount(waiter.request), waiter.future));
            admitted = true;
            waiter = room.oldest();
        }
        return admitted && claimDrain();
    }

    private boolean claimDrain() {
        boolean claimed = !drainDue;
        drainDue = true;
        return claimed;
    }
}
