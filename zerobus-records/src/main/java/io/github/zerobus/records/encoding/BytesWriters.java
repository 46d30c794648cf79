package io.github.zerobus.records.encoding;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Writers of binary values. They copy the bytes, so that the caller may reuse its object after encoding. */
final class BytesWriters {

    private BytesWriters() {}

    static void array(Column column, WireBuffer out, byte @Nullable [] value) {
        if (value == null) {
            column.checkOptional();
        } else {
            out.bytes(column.tag(), value);
        }
    }

    static void buffer(Column column, WireBuffer out, @Nullable ByteBuffer value) {
        if (value == null) {
            column.checkOptional();
        } else {
            out.bytes(column.tag(), value);
        }
    }

    static void byteString(Column column, WireBuffer out, @Nullable ByteString value) {
        if (value == null) {
            column.checkOptional();
        } else {
            out.bytes(column.tag(), value);
        }
    }

    /** Returns the remaining bytes of a buffer, and does not change its position. */
    static byte[] remaining(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return bytes;
    }
}
