package io.github.zerobus.engine.buffer;

import io.github.zerobus.BatchingOptions;
import org.jspecify.annotations.Nullable;

/**
 * Natural batching: decides how many queued requests are sent as one message. Reads running totals only, and few of
 * them, since it runs under the buffer's lock (benchmark P2). Not thread-safe.
 */
final class BatchCutter {

    /** Maximum envelope of a message: two tags and lengths of 6 bytes each, and an offset of 10. */
    private static final int LARGEST_HEAD = 22;
    /** Maximum tag and length of each record. */
    private static final int RECORD_HEAD = 6;
    /** Flag and length that gRPC writes before each message. */
    private static final int GRPC_HEAD = 5;

    private final RequestRing ring;
    private final BatchingOptions limits;
    private @Nullable BatchSlots spare;

    BatchCutter(RequestRing ring, BatchingOptions limits) {
        this.ring = ring;
        this.limits = limits;
    }

    /**
     * Cuts the message that starts at this offset, which must be held.
     *
     * @param queueEnd offset behind the last request that may be sent
     */
    WireBatch cut(long start, long queueEnd) {
        long end = end(start, queueEnd);
        long size = ring.payloadSize(start, end);
        long admittedAt = ring.admittedAt(start);
        if (ring.request(start) instanceof PayloadBatch batch) {
            return new WireBatch(end, batch.payloads(), size, admittedAt);
        }
        BatchSlots slots = spare != null ? spare : new BatchSlots();
        spare = null;
        slots.fill(ring, start, end);
        return new WireBatch(end, slots, size, admittedAt);
    }

    /** Whether the requests queued from this offset would fill half of a message. */
    boolean isHalfFull(long start, long queueEnd) {
        return start < queueEnd
                && (2 * (queueEnd - start) >= limits.maxRecords()
                        || 2 * ring.payloadSize(start, queueEnd) >= limits.maxSize());
    }

    /** Takes back a message that is no longer read. */
    void recycle(WireBatch batch) {
        if (batch.payloads() instanceof BatchSlots slots) {
            slots.release();
            spare = slots;
        }
    }

    /**
     * Offset behind the last request that fits: a binary search, since a shorter message than one that fits also fits.
     */
    private long end(long start, long queueEnd) {
        long fits = start + 1;
        long tooFar = Math.min(queueEnd, start + limits.maxRecords()) + 1;
        if (fits < tooFar - 1 && fitTogether(start, tooFar - 1)) {
            return tooFar - 1;
        }
        while (fits < tooFar - 1) {
            long middle = (fits + tooFar) >>> 1;
            if (fitTogether(start, middle)) {
                fits = middle;
            } else {
                tooFar = middle;
            }
        }
        return fits;
    }

    /** Requests share a message if they are single records; a batch of the application is sent alone. */
    private boolean fitTogether(long start, long end) {
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
