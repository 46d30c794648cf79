package io.github.zerobus.rescue;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Removed positions that are to be written, and the bodies of the frames for them. A position that ends a range of a
 * sub-stream replaces the one before it. Not thread-safe.
 */
final class Removals {

    private static final int SUB_STREAMS = 64;

    /** Last removed position by sub-stream, or -1. */
    private final long[] through = new long[SUB_STREAMS];

    private long[] single = new long[4];
    private int singles;
    private int ranges;

    Removals() {
        Arrays.fill(through, -1);
    }

    void add(long position) {
        if (singles == single.length) {
            single = Arrays.copyOf(single, singles * 2);
        }
        single[singles++] = position;
    }

    void addThrough(int subStream, long position) {
        if (through[subStream] < 0) {
            ranges++;
        }
        through[subStream] = position;
    }

    boolean isEmpty() {
        return singles + ranges == 0;
    }

    /** Body of a frame {@link FrameFormat#REMOVED}. */
    byte[] body() {
        ByteBuffer body = ByteBuffer.allocate(1 + ranges * (1 + Long.BYTES) + singles * Long.BYTES);
        body.put((byte) ranges);
        for (int subStream = 0; subStream < SUB_STREAMS; subStream++) {
            if (through[subStream] >= 0) {
                body.put((byte) subStream).putLong(through[subStream]);
            }
        }
        for (int i = 0; i < singles; i++) {
            body.putLong(single[i]);
        }
        return body.array();
    }

    /** Body of a frame {@link FrameFormat#SEGMENT_REMOVED}. */
    static byte[] ofSegment(long segment, long firstPosition, byte[] bits) {
        return ByteBuffer.allocate(2 * Long.BYTES + bits.length)
                .putLong(segment)
                .putLong(firstPosition)
                .put(bits)
                .array();
    }
}
