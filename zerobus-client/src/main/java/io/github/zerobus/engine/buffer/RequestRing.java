package io.github.zerobus.engine.buffer;

import io.github.zerobus.Request;
import org.jspecify.annotations.Nullable;

/**
 * Requests of consecutive offsets in segments of fixed size. A burst adds segments one by one, without copying what is
 * held, and gives them back when it is acked; some are kept for reuse. Not thread-safe: guarded by the buffer's lock.
 *
 * <p>Running totals of cost and records are stored beside the requests, so that no request has to be read under the
 * buffer's lock: each read is a cache miss on another core (benchmarks P1, P2).
 */
final class RequestRing {

    /** Position of a request that is in memory only. */
    static final long NOT_STORED = -2;

    /** Segments kept for reuse: 256 KiB, more than a sub-stream with fast acks has in flight. */
    private static final int SPARE_SEGMENTS = 32;

    private final @Nullable RequestSegment[] spare = new @Nullable RequestSegment[SPARE_SEGMENTS];
    private int spareCount;

    /** Segments in use, each at the number of its first offset divided by its size, modulo the length. */
    private @Nullable RequestSegment[] table = new @Nullable RequestSegment[8];

    private final long first;
    private long head;
    private long headCost;
    private long headRecords;
    /** Offset behind the last sent request. */
    private long sentEnd;

    private long tail;
    private long tailCost;
    private long tailRecords;
    /** Number of slots with a future. */
    private int watched;
    /** Number of slots with a position in the store. */
    private int stored;
    /** Positions of requests that were removed since the last look. */
    private @Nullable StoredPositions removedPositions;

    /**
     * Creates an empty ring.
     *
     * @param first the first offset to assign, at the start of a segment
     */
    RequestRing(long first) {
        if (RequestSegment.index(first) != 0) {
            throw new IllegalArgumentException("offset " + first + " is not at the start of a segment");
        }
        this.first = first;
        this.head = first;
        this.sentEnd = first;
        this.tail = first;
    }

    /** The first offset that was assigned. */
    long first() {
        return first;
    }

    /** Lowest offset held. */
    long head() {
        return head;
    }

    /** Next offset to assign. */
    long tail() {
        return tail;
    }

    /** Border between sent and queued requests: the offset behind the last sent one. */
    long sentEnd() {
        return sentEnd;
    }

    void sentUpTo(long end) {
        sentEnd = end;
    }

    long size() {
        return tail - head;
    }

    /** Bytes that the held requests take of the budget. */
    long cost() {
        return tailCost - headCost;
    }

    /** Number of records added so far. */
    long addedRecords() {
        return tailRecords;
    }

    /** Number of records removed so far. */
    long removedRecords() {
        return headRecords;
    }

    /** Number of slots in memory, used or not. */
    int capacity() {
        int segments = spareCount;
        for (RequestSegment segment : table) {
            segments += segment == null ? 0 : 1;
        }
        return segments * RequestSegment.SIZE;
    }

    /** Appends a request and returns its offset. */
    long add(Request request, long cost, int records, long nanoTime, @Nullable String key) {
        int index = RequestSegment.index(tail);
        if (index == 0) {
            addSegment();
        }
        RequestSegment segment = segment(tail);
        segment.requests[index] = request;
        segment.admittedAt[index] = nanoTime;
        if (key != null) {
            segment.setKey(index, key);
        }
        tailCost += cost;
        segment.costEnds[index] = tailCost;
        tailRecords += records;
        segment.recordEnds[index] = tailRecords;
        return tail++;
    }

    Request request(long offset) {
        if (offset < head || offset >= tail) {
            throw new IllegalStateException("offset " + offset + " is not held, only " + head + " to " + (tail - 1));
        }
        return (Request) segment(offset).requests[RequestSegment.index(offset)];
    }

    /** Routing key of a request, if it has one. */
    @Nullable
    String key(long offset) {
        return segment(offset).key(RequestSegment.index(offset));
    }

    /** Position of a request in the store, or {@link #NOT_STORED}. */
    long position(long offset) {
        return segment(offset).position(RequestSegment.index(offset));
    }

    void setPosition(long offset, long position) {
        segment(offset).setPosition(RequestSegment.index(offset), position);
        stored++;
    }

    /** Takes the positions of removed requests, which the store need not keep; null if there are none. */
    @Nullable
    StoredPositions takeRemovedPositions() {
        StoredPositions taken = removedPositions;
        removedPositions = null;
        return taken;
    }

    private void collectPositions(long end) {
        StoredPositions positions = removedPositions != null ? removedPositions : new StoredPositions();
        for (long offset = head; offset < end; offset++) {
            long position = position(offset);
            if (position != NOT_STORED) {
                positions.add(position);
                stored--;
            }
        }
        removedPositions = positions;
    }

    /** Copies a number of requests from an offset on. */
    void copy(long from, @Nullable Object[] to, int count) {
        int copied = 0;
        while (copied < count) {
            int index = RequestSegment.index(from + copied);
            int part = Math.min(count - copied, RequestSegment.SIZE - index);
            System.arraycopy(segment(from + copied).requests, index, to, copied, part);
            copied += part;
        }
    }

    /** Payload bytes from one offset up to another, exclusive. */
    long payloadSize(long from, long end) {
        long costs = costEnd(end) - (from == head ? headCost : costEnd(from));
        return costs - PayloadBatch.RECORD_OVERHEAD * records(from, end);
    }

    /** Number of records from one offset up to another, exclusive. */
    long records(long from, long end) {
        return recordEnd(end) - (from == head ? headRecords : recordEnd(from));
    }

    private long costEnd(long end) {
        return segment(end - 1).costEnds[RequestSegment.index(end - 1)];
    }

    private long recordEnd(long end) {
        return segment(end - 1).recordEnds[RequestSegment.index(end - 1)];
    }

    long admittedAt(long offset) {
        return segment(offset).admittedAt[RequestSegment.index(offset)];
    }

    /** Whether any request has a future. */
    boolean isWatched() {
        return watched > 0;
    }

    @Nullable
    AckFuture future(long offset) {
        return segment(offset).futures[RequestSegment.index(offset)];
    }

    void setFuture(long offset, @Nullable AckFuture future) {
        @Nullable AckFuture[] futures = segment(offset).futures;
        int index = RequestSegment.index(offset);
        watched += (future == null ? 0 : 1) - (futures[index] == null ? 0 : 1);
        futures[index] = future;
    }

    /** Removes all requests before this offset, whose futures were taken before. */
    void removeUpTo(long end) {
        if (end <= head) {
            return;
        }
        if (stored > 0) {
            collectPositions(end);
        }
        headCost = costEnd(end);
        headRecords = recordEnd(end);
        while (head < end) {
            RequestSegment segment = segment(head);
            int first = RequestSegment.index(head);
            int removed = (int) Math.min(end - head, RequestSegment.SIZE - first);
            segment.clear(first, first + removed);
            if (first + removed == RequestSegment.SIZE) {
                removeSegment(segment);
            }
            head += removed;
        }
    }

    // Segments.

    @SuppressWarnings("NullAway") // each held offset has its segment
    private RequestSegment segment(long offset) {
        return table[place(offset)];
    }

    private int place(long offset) {
        return (int) RequestSegment.number(offset) & (table.length - 1);
    }

    private void addSegment() {
        if (table[place(tail)] != null) {
            growTable();
        }
        RequestSegment reused = spareCount > 0 ? spare[--spareCount] : null;
        table[place(tail)] = reused != null ? reused : new RequestSegment();
    }

    private void removeSegment(RequestSegment segment) {
        table[place(head)] = null;
        if (spareCount < SPARE_SEGMENTS) {
            spare[spareCount++] = segment;
        }
    }

    /** Copies references to segments only: a few thousand of them for a million requests. */
    private void growTable() {
        @Nullable RequestSegment[] old = table;
        long firstSegment = RequestSegment.number(head);
        table = new @Nullable RequestSegment[old.length * 2];
        for (int i = 0; i < old.length; i++) {
            long segment = firstSegment + i;
            table[(int) segment & (table.length - 1)] = old[(int) segment & (old.length - 1)];
        }
    }
}
