package io.github.zerobus.stream;

import org.jspecify.annotations.Nullable;

/**
 * Requests of consecutive offsets in arrays that are used over and over, so that holding a request allocates nothing.
 * Grows by doubling, up to what the in-flight limit allows. Not thread-safe.
 */
final class RequestRing {

    private static final int FIRST_CAPACITY = 64;

    private @Nullable Object[] requests = new @Nullable Object[FIRST_CAPACITY];
    private @Nullable AckFuture[] futures = new @Nullable AckFuture[FIRST_CAPACITY];
    private long[] admittedAt = new long[FIRST_CAPACITY];
    private long head;
    private long tail;

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

    /** Puts a request behind the others and returns its offset. */
    long add(Object request, long nanoTime) {
        if (size() == requests.length) {
            grow();
        }
        int slot = slot(tail);
        requests[slot] = request;
        admittedAt[slot] = nanoTime;
        return tail++;
    }

    Object request(long offset) {
        Object request = requests[slot(offset)];
        if (request == null) {
            throw new IllegalStateException("offset " + offset + " is not held, only " + head + " to " + (tail - 1));
        }
        return request;
    }

    long admittedAt(long offset) {
        return admittedAt[slot(offset)];
    }

    @Nullable
    AckFuture future(long offset) {
        return futures[slot(offset)];
    }

    void setFuture(long offset, @Nullable AckFuture future) {
        futures[slot(offset)] = future;
    }

    /** Takes the lowest offset out. */
    void removeHead() {
        int slot = slot(head);
        requests[slot] = null;
        futures[slot] = null;
        head++;
    }

    private int slot(long offset) {
        return (int) offset & (requests.length - 1);
    }

    private void grow() {
        int capacity = requests.length * 2;
        @Nullable Object[] newRequests = new @Nullable Object[capacity];
        @Nullable AckFuture[] newFutures = new @Nullable AckFuture[capacity];
        long[] newAdmittedAt = new long[capacity];
        for (long offset = head; offset < tail; offset++) {
            int to = (int) offset & (capacity - 1);
            newRequests[to] = requests[slot(offset)];
            newFutures[to] = futures[slot(offset)];
            newAdmittedAt[to] = admittedAt[slot(offset)];
        }
        requests = newRequests;
        futures = newFutures;
        admittedAt = newAdmittedAt;
    }
}
