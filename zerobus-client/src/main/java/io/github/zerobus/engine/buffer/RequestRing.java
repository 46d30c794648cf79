package io.github.zerobus.engine.buffer;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Requests of consecutive offsets in arrays that are used over and over, so that holding a request allocates nothing.
 * Grows by doubling, up to what the in-flight limit allows. Not thread-safe.
 *
 * <p>Beside each request stand the running totals of cost and records, so that nobody has to look into requests while
 * others wait for the buffer's lock: on another core each look is a cache miss (benchmarks P1, P2).
 */
final class RequestRing {

    private static final int FIRST_CAPACITY = 64;

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
    /** Slots that have a future. */
    private int watched;

    /** Lowest offset held. */
    long head() {
        return head;
    }

    /** Next offset to be given out. */
    long tail() {
        return tail;
    }

    long size() {
        return tail - head;
    }

    /** What the requests held take of the byte budget. */
    long cost() {
        return tailCost - headCost;
    }

    /** Records that were ever added. */
    long addedRecords() {
        return tailRecords;
    }

    /** Records that were ever removed. */
    long removedRecords() {
        return headRecords;
    }

    /** Puts a request behind the others and returns its offset. */
    long add(Object request, long cost, int records, long nanoTime) {
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

    Object request(long offset) {
        Object request = requests[slot(offset)];
        if (request == null) {
            throw new IllegalStateException("offset " + offset + " is not held, only " + head + " to " + (tail - 1));
        }
        return request;
    }

    /** Copies so many requests from an offset on. */
    void copy(long from, @Nullable Object[] to, int count) {
        int slot = slot(from);
        int first = Math.min(count, requests.length - slot);
        System.arraycopy(requests, slot, to, 0, first);
        System.arraycopy(requests, 0, to, first, count - first);
    }

    /** Bytes of the payloads from one offset up to and without another. */
    long payloadSize(long from, long end) {
        long costs = costEnds[slot(end - 1)] - (from == head ? headCost : costEnds[slot(from - 1)]);
        return costs - SubStreamBudget.RECORD_OVERHEAD * records(from, end);
    }

    /** Records from one offset up to and without another. */
    long records(long from, long end) {
        return recordEnds[slot(end - 1)] - (from == head ? headRecords : recordEnds[slot(from - 1)]);
    }

    long admittedAt(long offset) {
        return admittedAt[slot(offset)];
    }

    /** Whether a future hangs on any of the requests. */
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

    /** Takes all before this offset out; their futures were taken before. */
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
