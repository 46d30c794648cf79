package io.github.zerobus.engine.buffer;

import io.github.zerobus.BatchingOptions;
import org.jspecify.annotations.Nullable;

/**
 * Natural batching: how many of the queued requests leave in one wire message. Looks at running totals alone, and at few
 * of them, since it works under the buffer's lock (benchmark P2). Not thread-safe.
 */
final class RunCutter {

    /** Envelope of a message at most: two tags and lengths of 6 bytes each, and an offset of 10. */
    private static final int LARGEST_HEAD = 22;
    /** Tag and length before each record at most. */
    private static final int RECORD_HEAD = 6;
    /** Flag and length that gRPC writes before each message. */
    private static final int GRPC_HEAD = 5;

    private final RequestRing ring;
    private final BatchingOptions limits;
    private @Nullable RunSlots spare;

    RunCutter(RequestRing ring, BatchingOptions limits) {
        this.ring = ring;
        this.limits = limits;
    }

    /** The run that starts at this offset, which must be held. */
    WireRun cut(long start) {
        long end = end(start);
        long size = ring.payloadSize(start, end);
        long admittedAt = ring.admittedAt(start);
        if (ring.request(start) instanceof PayloadBatch batch) {
            return new WireRun(end, batch.payloads(), size, admittedAt);
        }
        RunSlots slots = spare != null ? spare : new RunSlots();
        spare = null;
        slots.fill(ring, start, end);
        return new WireRun(end, slots, size, admittedAt);
    }

    /** Whether what is queued from here on would fill half of a message. */
    boolean isHalfFull(long start) {
        long tail = ring.tail();
        return start < tail
                && (2 * (tail - start) >= limits.maxRecords() || 2 * ring.payloadSize(start, tail) >= limits.maxSize());
    }

    /** Takes back a run that nobody reads any more. */
    void recycle(WireRun run) {
        if (run.payloads() instanceof RunSlots slots) {
            slots.release();
            spare = slots;
        }
    }

    /** Behind the last request that may travel with the first one: a search by halves, since what fits only grows. */
    private long end(long start) {
        long fits = start + 1;
        long tooFar = Math.min(ring.tail(), start + limits.maxRecords()) + 1;
        if (fits < tooFar - 1 && mayTravel(start, tooFar - 1)) {
            return tooFar - 1;
        }
        while (fits < tooFar - 1) {
            long middle = (fits + tooFar) >>> 1;
            if (mayTravel(start, middle)) {
                fits = middle;
            } else {
                tooFar = middle;
            }
        }
        return fits;
    }

    /** Several requests travel together if they are single records, for a batch of the application's travels alone. */
    private boolean mayTravel(long start, long end) {
        long records = end - start;
        return ring.records(start, end) == records
                && largestFrame(records, ring.payloadSize(start, end)) <= limits.maxSize();
    }

    /**
     * Upper bound of the bytes of a message with several records. With its envelope it must not exceed the limit of a
     * batch: 256 KiB are 16 HTTP/2 frames of 16 KiB, and one more byte is another frame (benchmark P10).
     */
    static long largestFrame(long records, long payloadSize) {
        return GRPC_HEAD + LARGEST_HEAD + RECORD_HEAD * records + payloadSize;
    }
}
