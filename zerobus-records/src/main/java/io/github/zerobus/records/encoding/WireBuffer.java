package io.github.zerobus.records.encoding;

import com.google.protobuf.ByteString;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes protobuf's wire format into a growing array. Not thread-safe.
 *
 * <p>Writes in one pass. One byte is left for the length of a nested message, and the message is moved if its length
 * needs more. A first pass that only computes lengths would call each accessor twice, and would fail on a bean that
 * changes between the passes.
 */
final class WireBuffer {

    /** Maximum size of a tag and a 64-bit varint in bytes. */
    private static final int VARINT_FIELD = 5 + 10;

    /** Maximum size of an array that every JVM can allocate. */
    private static final int MAX_SIZE = Integer.MAX_VALUE - 8;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes;
    private int position;

    WireBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    int size() {
        return position;
    }

    boolean hasGrown(int capacity) {
        return bytes.length > capacity;
    }

    byte[] toByteArray() {
        return position == bytes.length ? bytes : Arrays.copyOf(bytes, position);
    }

    void int32(int tag, int value) {
        reserve(VARINT_FIELD);
        varint(tag);
        if (value >= 0) {
            varint(value);
        } else {
            varint64(value);
        }
    }

    void int64(int tag, long value) {
        reserve(VARINT_FIELD);
        varint(tag);
        varint64(value);
    }

    void fixed32(int tag, int bits) {
        reserve(VARINT_FIELD);
        varint(tag);
        INTS.set(bytes, position, bits);
        position += Integer.BYTES;
    }

    void fixed64(int tag, long bits) {
        reserve(VARINT_FIELD);
        varint(tag);
        LONGS.set(bytes, position, bits);
        position += Long.BYTES;
    }

    void bytes(int tag, byte[] value) {
        reserve(VARINT_FIELD + value.length);
        varint(tag);
        varint(value.length);
        System.arraycopy(value, 0, bytes, position, value.length);
        position += value.length;
    }

    void bytes(int tag, ByteString value) {
        reserve(VARINT_FIELD + value.size());
        varint(tag);
        varint(value.size());
        value.copyTo(bytes, position);
        position += value.size();
    }

    /** Writes the remaining bytes of the buffer, without changing its position. */
    void bytes(int tag, ByteBuffer value) {
        int length = value.remaining();
        reserve(VARINT_FIELD + length);
        varint(tag);
        varint(length);
        value.get(value.position(), bytes, position, length);
        position += length;
    }

    /**
     * Writes text as UTF-8. The encoder of the JDK needs a copy, but is faster: it encodes many characters per step. It
     * replaces an unpaired surrogate by a question mark, so that only text with a question mark, or with characters
     * other than ASCII, has to be checked.
     *
     * @return false if the text contains an unpaired surrogate; nothing is written then
     */
    boolean text(int tag, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        boolean plain = utf8.length == text.length() && !hasQuestionMark(utf8);
        if (!plain && !isWellFormed(text)) {
            return false;
        }
        bytes(tag, utf8);
        return true;
    }

    private static boolean hasQuestionMark(byte[] utf8) {
        int i = 0;
        for (; i <= utf8.length - Long.BYTES; i += Long.BYTES) {
            // Eight bytes at once. XOR turns a question mark into zero; subtracting one from it borrows from the higher
            // bit.
            long rest = (long) LONGS.get(utf8, i) ^ 0x3F3F3F3F3F3F3F3FL;
            if (((rest - 0x0101010101010101L) & ~rest & 0x8080808080808080L) != 0) {
                return true;
            }
        }
        for (; i < utf8.length; i++) {
            if (utf8[i] == '?') {
                return true;
            }
        }
        return false;
    }

    private static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                i++;
                if (i == text.length() || !Character.isSurrogatePair(c, text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Starts a nested message, and leaves one byte for its length.
     *
     * @return argument for {@link #end}
     */
    int begin(int tag) {
        reserve(VARINT_FIELD);
        varint(tag);
        return ++position;
    }

    /** Ends a nested message and writes its length. */
    void end(int start) {
        int length = position - start;
        int more = varintSize(length) - 1;
        if (more > 0) {
            reserve(more);
            System.arraycopy(bytes, start, bytes, start + more, length);
        }
        position = start - 1;
        varint(length);
        position += length;
    }

    private void varint(int value) {
        byte[] target = bytes;
        int at = position;
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            target[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        target[at++] = (byte) rest;
        position = at;
    }

    private void varint64(long value) {
        byte[] target = bytes;
        int at = position;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            target[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        target[at++] = (byte) rest;
        position = at;
    }

    private static int varintSize(int value) {
        // Seven bits per byte: a multiplication and a shift replace the division by seven.
        return (352 - Integer.numberOfLeadingZeros(value) * 9) >>> 6;
    }

    private void reserve(int count) {
        if (bytes.length - position < count) {
            grow((long) position + count);
        }
    }

    private void grow(long needed) {
        if (needed > MAX_SIZE) {
            throw new IllegalArgumentException("the encoded record is larger than 2 GiB");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_SIZE, Math.max(needed, 2L * bytes.length)));
    }
}
