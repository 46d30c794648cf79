package io.github.zerobus.rescue;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads the frames of a segment in order. Where it finds none, it searches byte by byte for the next, so that damage
 * costs only the frames that it hit. Not thread-safe.
 */
final class FrameReader implements Closeable {

    /** Wanted position that stands for all. */
    static final long ALL = -1;

    private static final int WINDOW = 256 * 1024;

    private final DiskFile file;
    private final FrameFormat format;

    /** Bytes of the file from {@link #base} on. */
    private byte[] window = new byte[0];

    private long base;
    private int filled;

    /** Nothing behind this offset is read. */
    private long limit;

    private long at;
    private long next = SegmentHeader.SIZE;
    private long skippedFrom = SegmentHeader.SIZE;

    FrameReader(DiskFile file, FrameFormat format, long limit) {
        this.file = file;
        this.format = format;
        this.limit = limit;
    }

    /** Allows to read more of a file that grows. */
    void limit(long newLimit) {
        limit = newLimit;
    }

    long fileSize() throws IOException {
        return file.size();
    }

    /** Continues at an offset at which a frame begins. */
    void seek(long offset) {
        next = offset;
    }

    /**
     * Moves to the next frame.
     *
     * @param wanted the body of a frame with another position may be damaged
     * @return whether there is one
     */
    boolean next(long wanted) throws IOException {
        skippedFrom = next;
        for (long candidate = next; candidate + FrameFormat.HEAD <= limit; candidate++) {
            if (isFrame(candidate, wanted)) {
                at = candidate;
                next = candidate + FrameFormat.HEAD + length(candidate);
                return true;
            }
        }
        at = limit;
        return false;
    }

    private boolean isFrame(long candidate, long wanted) throws IOException {
        if (!isHead(candidate)) {
            return false;
        }
        if (wanted != ALL && positionAt(candidate) != wanted) {
            return true;
        }
        int length = length(candidate);
        int crc = FrameFormat.intAt(window, index(candidate) + 12);
        return load(candidate, FrameFormat.HEAD + length)
                && FrameFormat.crc(window, index(candidate) + FrameFormat.HEAD, length) == crc;
    }

    /** Whether a head and as many bytes as it announces are here. */
    private boolean isHead(long candidate) throws IOException {
        return load(candidate, FrameFormat.HEAD)
                && format.isHead(window, index(candidate))
                && candidate + FrameFormat.HEAD + length(candidate) <= limit;
    }

    /** Offset behind the frame before this one. Less than {@link #at} if there was something between. */
    long skippedFrom() {
        return skippedFrom;
    }

    /** Where the frame begins. */
    long at() {
        return at;
    }

    /** Where it ends. */
    long end() {
        return next;
    }

    byte type() {
        return typeAt(at);
    }

    byte typeAt(long offset) {
        return window[index(offset) + 24];
    }

    long position() {
        return positionAt(at);
    }

    /** The body, until the next move. */
    ByteBuffer body() throws IOException {
        int length = length(at);
        load(at, FrameFormat.HEAD + length);
        return ByteBuffer.wrap(window, index(at) + FrameFormat.HEAD, length);
    }

    /**
     * Whether a whole frame stood at an offset and only its body is damaged. Otherwise what is there may be part of a
     * frame that was never written to its end.
     */
    boolean isDamagedFrame(long offset) throws IOException {
        return offset + FrameFormat.HEAD <= limit && isHead(offset);
    }

    long positionAt(long offset) {
        return ByteBuffer.wrap(window).getLong(index(offset) + 16);
    }

    private int length(long offset) {
        return FrameFormat.intAt(window, index(offset) + 8);
    }

    private int index(long offset) {
        return (int) (offset - base);
    }

    private boolean load(long from, int length) throws IOException {
        if (from >= base && from + length <= base + filled) {
            return true;
        }
        if (length > window.length || window.length < WINDOW) {
            window = new byte[(int) Math.max(length, Math.min(WINDOW, limit))];
        }
        base = from;
        filled = 0;
        int most = (int) Math.min(window.length, limit - from);
        while (filled < most) {
            int count = file.read(from + filled, window, filled, most - filled);
            if (count < 0) {
                break;
            }
            filled += count;
        }
        return filled >= length;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
