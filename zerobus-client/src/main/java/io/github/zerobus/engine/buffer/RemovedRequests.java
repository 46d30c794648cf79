package io.github.zerobus.engine.buffer;

import io.github.zerobus.ZerobusException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Requests that left the ring without being durable: refused by the service, or handed over to the application. All
 * others below the head of the ring are durable. Guarded by the buffer's lock.
 */
final class RemovedRequests {

    /** Beyond this, neighboring ranges are merged: their durable requests are then no longer reported as durable. */
    private static final int MAX_RANGES = 4096;

    private final TreeMap<Long, Range> ranges = new TreeMap<>();
    private final Count refused = new Count();
    private final Count handedOver = new Count();

    /**
     * Consecutive offsets with the same state.
     *
     * @param end offset behind the last one
     * @param state refused or handed over
     * @param reason creates the failure of a wait for one of them
     */
    record Range(long end, SlotState state, Supplier<ZerobusException> reason) {}

    private static final class Count {
        private long requests;
        private long records;
    }

    /** Number of requests that were removed. */
    long requests() {
        return refused.requests + handedOver.requests;
    }

    long refusedRecords() {
        return refused.records;
    }

    long handedOverRecords() {
        return handedOver.records;
    }

    /** Adds the requests from one offset on. They are above all others. */
    void add(long from, Range range, long recordCount) {
        ranges.put(from, range);
        Count count = range.state() == SlotState.REFUSED ? refused : handedOver;
        count.requests += range.end() - from;
        count.records += recordCount;
        if (ranges.size() > MAX_RANGES) {
            mergeOldest();
        }
    }

    private void mergeOldest() {
        Map.Entry<Long, Range> first = ranges.pollFirstEntry();
        Map.Entry<Long, Range> second = ranges.pollFirstEntry();
        Range last = second.getValue();
        ranges.put(first.getKey(), new Range(last.end(), last.state(), last.reason()));
    }

    /** The range of an offset; null if it is in none. */
    @Nullable
    Range find(long offset) {
        Map.Entry<Long, Range> nearest = ranges.floorEntry(offset);
        return nearest != null && offset < nearest.getValue().end() ? nearest.getValue() : null;
    }
}
