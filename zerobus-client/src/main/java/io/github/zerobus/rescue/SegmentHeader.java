package io.github.zerobus.rescue;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The first bytes of a segment.
 *
 * @param version version of the format
 * @param preallocated whether the file is longer than its frames, and what follows them may be of a former use
 * @param store the store that it belongs to
 * @param id number of the segment in this store
 */
record SegmentHeader(int version, boolean preallocated, long store, long id) {

    static final int SIZE = 64;

    /** The version that this library writes, and the newest that it reads. */
    static final int VERSION = 1;

    private static final long MAGIC = 0x5A42_5245_5343_5545L; // ZBRESCUE
    private static final int CHECKED = SIZE - Integer.BYTES;

    byte[] encode() {
        ByteBuffer buffer = ByteBuffer.allocate(SIZE);
        buffer.putLong(MAGIC)
                .putInt(version)
                .putInt(preallocated ? 1 : 0)
                .putLong(store)
                .putLong(id);
        buffer.putInt(CHECKED, crc(buffer.array()));
        return buffer.array();
    }

    /** Returns the header in the first bytes of a segment, or null if they are not one. */
    static @Nullable SegmentHeader decode(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (bytes.length < SIZE || buffer.getLong() != MAGIC || buffer.getInt(CHECKED) != crc(bytes)) {
            return null;
        }
        return new SegmentHeader(buffer.getInt(), buffer.getInt() == 1, buffer.getLong(), buffer.getLong());
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, CHECKED);
        return (int) crc.getValue();
    }
}
