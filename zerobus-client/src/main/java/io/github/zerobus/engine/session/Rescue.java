package io.github.zerobus.engine.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.zerobus.EngineAccess;
import io.github.zerobus.MessageId;
import io.github.zerobus.Payload;
import io.github.zerobus.Request;
import io.github.zerobus.RescueMode;
import io.github.zerobus.RescueRequest;
import io.github.zerobus.RescueSnapshot;
import io.github.zerobus.RescueStore;
import io.github.zerobus.RescueStoreException;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.buffer.HeldRequest;
import io.github.zerobus.engine.buffer.PayloadBatch;
import io.github.zerobus.engine.buffer.StoredPositions;
import io.github.zerobus.engine.time.Timers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rescue store of a stream, as the engine uses it: opened with the stream, closed after everything else. Methods
 * that write block on the disk, so they run on threads of callers or workers, and never under a lock of a buffer.
 * Thread-safe.
 */
public final class Rescue implements RescueStore.Listener {

    private static final Logger log = LoggerFactory.getLogger(Rescue.class);

    private final RescueStore store;
    private final RescueMode mode;
    private final String where;
    private final Timers timers;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private boolean closed;

    /** Whether the store accepts requests. */
    private volatile boolean open;

    private volatile List<RescueStore.SubStream> found = List.of();
    private final ReentrantLock exchange = new ReentrantLock();
    private volatile CompletableFuture<Void> room = new CompletableFuture<>();

    /** Takes ownership of the store. */
    public Rescue(RescueStore store, RescueMode mode, String where, Timers timers) {
        this.store = store;
        this.mode = mode;
        this.where = where;
        this.timers = timers;
    }

    /** Opens the store and finds what an earlier process left. */
    public void open() {
        lock.lock();
        try {
            if (closed) {
                throw EngineAccess.streamClosed(where + "closed while its rescue store opened", null);
            }
            RescueStore.Found all = store.open(this);
            found = all.subStreams();
            open = true;
            long requests =
                    found.stream().mapToLong(RescueStore.SubStream::requests).sum();
            if (requests > 0) {
                log.info("{}the rescue store holds {} requests, which are sent first", where, requests);
            }
            if (all.damagedPlaces() > 0) {
                log.error(
                        "{}the rescue store is damaged in {} places; up to {} requests cannot be read",
                        where,
                        all.damagedPlaces(),
                        all.lostRequests());
            }
        } finally {
            lock.unlock();
        }
        onRoom();
    }

    /** What an earlier process left, for each of its sub-streams. */
    public List<RescueStore.SubStream> found() {
        return found;
    }

    /** Reads what an earlier process left. */
    public RescueStore.Cursor read(int subStream, long fromPosition) {
        return store.read(subStream, fromPosition);
    }

    /** Whether each request is stored before it is admitted. */
    public boolean isWriteAhead() {
        return mode == RescueMode.ALL;
    }

    /**
     * Stores a request.
     *
     * @return its position, or {@link RescueStore#FULL}, also while the store is not open yet
     */
    public long append(int subStream, long offset, Request request, @Nullable String key, long ageNanos) {
        if (!open) {
            return RescueStore.FULL;
        }
        List<Payload> payloads = PayloadBatch.records(request);
        long admittedAt = System.currentTimeMillis() - TimeUnit.NANOSECONDS.toMillis(ageNanos);
        return store.append(
                new RescueRequest(subStream, offset, key, admittedAt, request instanceof PayloadBatch, payloads));
    }

    /** Waits until a request survives as the store promises it. */
    public void awaitPersisted(long position) {
        store.awaitPersisted(position);
    }

    /** A request need not be kept. */
    public void remove(long position) {
        store.remove(position);
    }

    void remove(StoredPositions positions) {
        positions.forEach(store::remove);
    }

    /** Completes when there is room again after an append that found none. */
    public CompletableFuture<Void> nextRoom() {
        return room;
    }

    @Override
    public void onRoom() {
        CompletableFuture<Void> waited;
        exchange.lock();
        try {
            waited = room;
            room = new CompletableFuture<>();
        } finally {
            exchange.unlock();
        }
        waited.complete(null);
    }

    @Override
    public void onFailure(RescueStoreException failure) {
        log.error("{}the rescue store has failed: {}", where, failure.getMessage(), failure);
        onRoom();
    }

    /** Stores what a sub-stream holds in memory only. What does not fit stays in memory. */
    void keep(int subStream, List<HeldRequest> requests, Marker marker) {
        long last = RescueStore.FULL;
        int kept = 0;
        try {
            for (HeldRequest held : requests) {
                long age = timers.nanoTime() - held.admittedAt();
                long position = append(subStream, held.offset(), held.request(), held.key(), age);
                if (position == RescueStore.FULL) {
                    break;
                }
                last = position;
                kept++;
                if (!marker.stored(held.offset(), position)) {
                    store.remove(position);
                }
            }
            if (last != RescueStore.FULL) {
                store.awaitPersisted(last);
            }
        } catch (RuntimeException e) {
            log.error("{}the rescue store failed while unacked requests were stored", where, e);
        }
        if (kept < requests.size()) {
            log.error(
                    "{}the rescue store took {} of {} unacked requests of sub-stream {}; the others are in memory only",
                    where,
                    kept,
                    requests.size(),
                    subStream);
        } else if (kept > 0) {
            log.warn("{}kept {} unacked requests of sub-stream {} in the rescue store", where, kept, subStream);
        }
    }

    /** Receives the positions of stored requests. */
    @FunctionalInterface
    interface Marker {

        /** Returns whether the request is still unacked. */
        boolean stored(long offset, long position);
    }

    ZerobusException kept(MessageId id, long position) {
        String location = store + ", position " + position;
        return EngineAccess.recordKept(
                where + "request " + id + " is not durable in the table, but it is kept in " + location
                        + ", and is sent when the store is opened again",
                id,
                location);
    }

    /** Numbers of the store. */
    public RescueSnapshot snapshot() {
        return store.snapshot();
    }

    /** The last step of a stream. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            store.close();
        } finally {
            lock.unlock();
        }
    }
}
