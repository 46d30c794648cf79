package io.github.zerobus.rescue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What is known about the requests of one segment without reading it: one byte for each, and a little for every 128th.
 * Not thread-safe; {@link StoreIndex} guards it.
 */
final class SegmentIndex {

    /** Distance between requests whose offset in the file is known. */
    private static final int OFFSET_EVERY = 128;

    /** Times of requests are known with this precision, so that a burst needs one entry. */
    private static final long TIME_STEP_MILLIS = 1000;

    private static final byte GONE = (byte) 0x80;

    private final long id;

    /** Sub-stream of each request, with {@link #GONE} if it is removed. */
    private byte[] entries = new byte[64];

    /** Payloads of the requests that have several. */
    private final Map<Integer, Integer> batches = new HashMap<>();

    private int[] offsets = new int[4];
    private int[] timeFrom = new int[4];
    private long[] times = new long[4];
    private int timeCount;

    private long first = -1;
    private int size;
    private int live;
    private int firstLive;
    private int lastOffset = SegmentHeader.SIZE;

    SegmentIndex(long id) {
        this.id = id;
    }

    long id() {
        return id;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int live() {
        return live;
    }

    long firstPosition() {
        return first;
    }

    /** Position behind the last request. */
    long endPosition() {
        return first + size;
    }

    /** Adds a request behind the others. Positions between it and the last one count as removed. */
    void add(long position, int subStream, int records, long millis, int offset) {
        if (first < 0) {
            first = position;
        }
        while (first + size < position) {
            append(GONE, lastOffset);
        }
        if (records > 1) {
            batches.put(size, records);
        }
        addTime(millis);
        append((byte) subStream, offset);
        lastOffset = offset;
        live++;
    }

    private void append(byte entry, int offset) {
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, size * 2);
        }
        if (size % OFFSET_EVERY == 0) {
            int slot = size / OFFSET_EVERY;
            if (slot == offsets.length) {
                offsets = Arrays.copyOf(offsets, slot * 2);
            }
            offsets[slot] = offset;
        }
        entries[size++] = entry;
    }

    private void addTime(long millis) {
        if (timeCount > 0 && Math.abs(millis - times[timeCount - 1]) < TIME_STEP_MILLIS) {
            return;
        }
        if (timeCount == times.length) {
            times = Arrays.copyOf(times, timeCount * 2);
            timeFrom = Arrays.copyOf(timeFrom, timeCount * 2);
        }
        times[timeCount] = millis;
        timeFrom[timeCount++] = size;
    }

    /** Removes a request; returns how many records it has, or 0 if it is gone. */
    int remove(long position) {
        int at = (int) (position - first);
        if (entries[at] < 0) {
            return 0;
        }
        entries[at] |= GONE;
        live--;
        return batches.getOrDefault(at, 1);
    }

    int subStreamAt(long position) {
        return entries[(int) (position - first)] & ~GONE;
    }

    boolean isLive(long position) {
        return position >= first && position < endPosition() && entries[(int) (position - first)] >= 0;
    }

    /** Position of the next request of a sub-stream that is not removed, or -1. */
    long nextLive(int subStream, long from) {
        for (long at = Math.max(from - first, firstLive()); at < size; at++) {
            if (entries[(int) at] == subStream) {
                return first + at;
            }
        }
        return -1;
    }

    /** Offset in the file of this request, or of one before it. */
    int offsetNear(long position) {
        return offsets[(int) (position - first) / OFFSET_EVERY];
    }

    /** When the oldest request that is not removed was admitted. There must be one. */
    long oldestMillis() {
        int at = Arrays.binarySearch(timeFrom, 0, timeCount, firstLive());
        return times[at >= 0 ? at : -at - 2];
    }

    private int firstLive() {
        while (firstLive < size && entries[firstLive] < 0) {
            firstLive++;
        }
        return firstLive;
    }

    /** One bit for each request, set if it is removed. */
    byte[] removedBits() {
        byte[] bits = new byte[(size + 7) / 8];
        for (int at = 0; at < size; at++) {
            if (entries[at] < 0) {
                bits[at / 8] |= (byte) (1 << (at % 8));
            }
        }
        return bits;
    }
}
