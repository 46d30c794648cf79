package io.github.zerobus.schema;

import com.google.protobuf.ByteString;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Protobuf's wire format into a growing array, in one pass: a nested message moves up where its length takes more than
 * the one byte left for it. A second pass to learn the lengths first would call each accessor twice, and fail on a bean
 * that changes between the two. Not thread-safe.
 */
final class WireBuffer {

    /** Bytes of a tag and a 64-bit varint at most. */
    private static final int VARINT_FIELD = 5 + 10;

    /** Arrays of a few bytes more cannot be had on every JVM. */
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

    /** What remains in the buffer; its position stays. */
    void bytes(int tag, ByteBuffer value) {
        int length = value.remaining();
        reserve(VARINT_FIELD + length);
        varint(tag);
        varint(length);
        value.get(value.position(), bytes, position, length);
        position += length;
    }

    /** Returns whether the text is well-formed; half of a surrogate pair has no UTF-8. */
    boolean text(int tag, String text) {
        int length = text.length();
        reserve(VARINT_FIELD + length);
        byte[] target = bytes;
        int at = varint(target, position, tag);
        int start = at + varintSize(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return wideText(tag, text, i);
            }
            target[start + i] = (byte) c;
        }
        varint(target, at, length);
        position = start + length;
        return true;
    }

    private boolean wideText(int tag, String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!Character.isSurrogatePair(c, ++i < text.length() ? text.charAt(i) : ' ')) {
                    return false;
                }
            }
        }
        bytes(tag, text.getBytes(StandardCharsets.UTF_8));
        return true;
    }

    /** Starts a nested message and leaves one byte for its length; returns what {@link #end} needs. */
    int begin(int tag) {
        reserve(VARINT_FIELD);
        varint(tag);
        return ++position;
    }

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
        position = varint(bytes, position, value);
    }

    private static int varint(byte[] target, int from, int value) {
        int at = from;
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            target[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        target[at++] = (byte) rest;
        return at;
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
        // seven bits a byte; a shift takes the place of the division
        return (352 - Integer.numberOfLeadingZeros(value) * 9) >>> 6;
    }

    private void reserve(int count) {
        if (bytes.length - position < count) {
            grow((long) position + count);
        }
    }

    private void grow(long needed) {
        if (needed > MAX_SIZE) {
            throw new IllegalArgumentException("the record takes more than 2 GiB");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_SIZE, Math.max(needed, 2L * bytes.length)));
    }
}
