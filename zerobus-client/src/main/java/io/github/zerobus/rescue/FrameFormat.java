package io.github.zerobus.rescue;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Layout of the frames of one segment: a head of 28 bytes, then the body.
 *
 * <pre>
 * magic int | checksum of the head int | length of the body int | checksum of the body int | position long | type byte
 * </pre>
 *
 * The checksum of a head includes store and segment. So a frame of a former use of the file, or one that is part of a
 * payload, is never taken for a frame of this segment.
 */
final class FrameFormat {

    static final int HEAD = 28;

    /** A request. Its position is its own; that of all other frames is the next one to be assigned. */
    static final byte REQUEST = 1;

    /** Positions that were removed. */
    static final byte REMOVED = 2;

    /** All removed positions of one segment. */
    static final byte SEGMENT_REMOVED = 3;

    /** Positions before the one of this frame are lost, and this was reported. */
    static final byte GAP = 4;

    /** The store was closed. */
    static final byte END = 5;

    /** The first request of the segment has the position of this frame. */
    static final byte START = 6;

    private static final int MAGIC = 0xB7_5A_42_E9;
    private static final int CHECKED_FROM = 8;

    private final byte[] seed;

    FrameFormat(long store, long segment) {
        seed = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(store)
                .putLong(segment)
                .array();
    }

    /** Writes a head to an array-backed buffer. */
    void putHead(ByteBuffer into, byte type, long position, int length, int bodyCrc) {
        int at = into.position();
        into.putInt(MAGIC)
                .putInt(0)
                .putInt(length)
                .putInt(bodyCrc)
                .putLong(position)
                .put(type);
        into.put((byte) 0).put((byte) 0).put((byte) 0);
        into.putInt(at + Integer.BYTES, headCrc(into.array(), into.arrayOffset() + at));
    }

    /** A whole frame. */
    byte[] frame(byte type, long position, byte[] body) {
        ByteBuffer frame = ByteBuffer.allocate(HEAD + body.length);
        putHead(frame, type, position, body.length, crc(body, 0, body.length));
        return frame.put(body).array();
    }

    /** Whether a head begins here; at least {@link #HEAD} bytes must follow. */
    boolean isHead(byte[] bytes, int at) {
        return bytes[at] == (byte) (MAGIC >>> 24)
                && intAt(bytes, at) == MAGIC
                && intAt(bytes, at + Integer.BYTES) == headCrc(bytes, at)
                && intAt(bytes, at + 8) >= 0;
    }

    private int headCrc(byte[] bytes, int at) {
        CRC32C crc = new CRC32C();
        crc.update(seed, 0, seed.length);
        crc.update(bytes, at + CHECKED_FROM, HEAD - CHECKED_FROM);
        return (int) crc.getValue();
    }

    static int crc(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    static int intAt(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << 24)
                | ((bytes[at + 1] & 0xff) << 16)
                | ((bytes[at + 2] & 0xff) << 8)
                | (bytes[at + 3] & 0xff);
    }
}
