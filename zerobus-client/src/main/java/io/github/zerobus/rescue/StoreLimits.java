package io.github.zerobus.rescue;

/**
 * Sizes of a store in bytes.
 *
 * @param segmentSize size at which a new segment is started; no request may be larger
 * @param maxSize what all segments together may occupy
 * @param preallocated whether segments get their whole size when they are created, which makes each force cheaper
 */
record StoreLimits(long segmentSize, long maxSize, boolean preallocated) {

    private static final long LARGEST_SEGMENT = 64L << 20;
    private static final int LARGEST_BUFFER = 256 * 1024;

    static StoreLimits of(long maxSize, Fsync fsync) {
        return new StoreLimits(Math.min(LARGEST_SEGMENT, maxSize / 4), maxSize, fsync == Fsync.ALWAYS);
    }

    /** Size of each of the two memories for appends. */
    int bufferSize() {
        return (int) Math.min(LARGEST_BUFFER, segmentSize / 2);
    }

    /** Whether a frame fits in an empty segment. */
    boolean fits(long frame) {
        return SegmentHeader.SIZE + frame <= segmentSize;
    }
}
