package io.github.zerobus.engine.buffer;

import io.github.zerobus.Request;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Requests of consecutive offsets in reused arrays, so that holding a request allocates nothing. Grows by doubling, up to
 * the in-flight limit. Not thread-safe: guarded by the buffer's lock.
 *
 * <p>Running totals of cost and records are stored beside the requests, so that no request has to be read under the
 * buffer's lock: each read is a cache miss on another core (benchmarks P1, P2).
 */
final class RequestRing {

    private static final int FIRST_CAPACITY = 64;

    /** All are of type {@link Request}. An array of that interface type would check the type of each one stored. */
    private @Nullable Object[] requests = new @Nullable Object[FIRST_CAPACITY];

    private @Nullable AckFuture[] futures = new @Nullable AckFuture[FIRST_CAPACITY];
    private long[] admittedAt = new long[FIRST_CAPACITY];
    private long[] costEnds = new long[FIRST_CAPACITY];
    private long[] recordEnds = new long[FIRST_CAPACITY];

    private long head;
    private long headCost;
    private long headRecords;
    private long tail;
    private long tailCost;
    private long tailRecords;
    /** Number of slots with a future. */
    private int watched;

    /** Lowest offset held. */
    long head() {
        return head;
    }

    /** Next offset to assign. */
    long tail() {
        return tail;
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

    /** Appends a request and returns its offset. */
    long add(Request request, long cost, int records, long nanoTime) {
        if (size() == requests.length) {
            grow();
        }
        int slot = slot(tail);
        requests[slot] = request;
        admittedAt[slot] = nanoTime;
        tailCost += cost;
        costEnds[slot] = tailCost;
        tailRecords += records;
        recordEnds[slot] = tailRecords;
        return tail++;
    }

    Request request(long offset) {
        Object request = requests[slot(offset)];
        if (request == null) {
            throw new IllegalStateException("offset " + offset + " is not held, only " + head + " to " + (tail - 1));
        }
        return (Request) request;
    }

    /** Copies a number of requests from an offset on. */
    void copy(long from, @Nullable Object[] to, int count) {
        int slot = slot(from);
        int first = Math.min(count, requests.length - slot);
        System.arraycopy(requests, slot, to, 0, first);
        System.arraycopy(requests, 0, to, first, count - first);
    }

    /** Payload bytes from one offset up to another, exclusive. */
    long payloadSize(long from, long end) {
        long costs = costEnds[slot(end - 1)] - (from == head ? headCost : costEnds[slot(from - 1)]);
        return costs - SubStreamBudget.RECORD_OVERHEAD * records(from, end);
    }

    /** Number of records from one offset up to another, exclusive. */
    long records(long from, long end) {
        return recordEnds[slot(end - 1)] - (from == head ? headRecords : recordEnds[slot(from - 1)]);
    }

    long admittedAt(long offset) {
        return admittedAt[slot(offset)];
    }

    /** Whether any request has a future. */
    boolean isWatched() {
        return watched > 0;
    }

    @Nullable
    AckFuture future(long offset) {
        return futures[slot(offset)];
    }

    void setFuture(long offset, @Nullable AckFuture future) {
        int slot = slot(offset);
        watched += (future == null ? 0 : 1) - (futures[slot] == null ? 0 : 1);
        futures[slot] = future;
    }

    /** Removes all requests before this offset, whose futures were taken before. */
    void removeUpTo(long end) {
        if (end > head) {
            int last = slot(end - 1);
            headCost = costEnds[last];
            headRecords = recordEnds[last];
            int first = slot(head);
            if (first <= last) {
                Arrays.fill(requests, first, last + 1, null);
            } else {
                Arrays.fill(requests, first, requests.length, null);
                Arrays.fill(requests, 0, last + 1, null);
            }
            head = end;
        }
    }

    private int slot(long offset) {
        return (int) offset & (requests.length - 1);
    }

    private void grow() {
        int capacity = requests.length * 2;
        @Nullable Object[] newRequests = new @Nullable Object[capacity];
        @Nullable AckFuture[] newFutures = new @Nullable AckFuture[capacity];
        long[] newAdmittedAt = new long[capacity];
        long[] newCostEnds = new long[capacity];
        long[] newRecordEnds = new long[capacity];
        for (long offset = head; offset < tail; offset++) {
            int from = slot(offset);
            int to = (int) offset & (capacity - 1);
            newRequests[to] = requests[from];
            newFutures[to] = futures[from];
            newAdmittedAt[to] = admittedAt[from];
            newCostEnds[to] = costEnds[from];
            newRecordEnds[to] = recordEnds[from];
        }
        requests = newRequests;
        futures = newFutures;
        admittedAt = newAdmittedAt;
        costEnds = newCostEnds;
        recordEnds = newRecordEnds;
    }
}
