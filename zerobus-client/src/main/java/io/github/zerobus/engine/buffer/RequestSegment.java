package io.github.zerobus.engine.buffer;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Slots of a {@link RequestRing} for consecutive offsets. Reused, so that holding a request allocates nothing. */
final class RequestSegment {

    private static final int SIZE_BITS = 8;

    /** Small, so that an idle sub-stream holds little and growth takes little time under the buffer's lock. */
    static final int SIZE = 1 << SIZE_BITS;

    /** All are requests. An array of that interface type would check the type of each one stored. */
    final @Nullable Object[] requests = new @Nullable Object[SIZE];

    final @Nullable AckFuture[] futures = new @Nullable AckFuture[SIZE];
    final long[] admittedAt = new long[SIZE];
    final long[] costEnds = new long[SIZE];
    final long[] recordEnds = new long[SIZE];
    /** Created with the first key, since most streams have none. */
    private @Nullable String @Nullable [] keys;
    /** Positions in the rescue store, -1 where there is none. Created with the first one. */
    private long @Nullable [] positions;

    /** Number of the segment of an offset. */
    static long number(long offset) {
        return offset >>> SIZE_BITS;
    }

    /** Index of an offset in its segment. */
    static int index(long offset) {
        return (int) offset & (SIZE - 1);
    }

    /** Drops the requests of some slots. */
    void clear(int from, int end) {
        Arrays.fill(requests, from, end, null);
        if (keys != null) {
            Arrays.fill(keys, from, end, null);
        }
        if (positions != null) {
            Arrays.fill(positions, from, end, RequestRing.NOT_STORED);
        }
    }

    void setKey(int index, String key) {
        if (keys == null) {
            keys = new @Nullable String[SIZE];
        }
        keys[index] = key;
    }

    void setPosition(int index, long position) {
        if (positions == null) {
            positions = new long[SIZE];
            Arrays.fill(positions, RequestRing.NOT_STORED);
        }
        positions[index] = position;
    }

    long position(int index) {
        return positions == null ? RequestRing.NOT_STORED : positions[index];
    }

    @Nullable
    String key(int index) {
        return keys == null ? null : keys[index];
    }
}
