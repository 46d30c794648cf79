package io.github.zerobus.records.encoding;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Binary values. Copied at once, so that callers may use theirs again. */
final class BytesWriters {

    private BytesWriters() {}

    static void array(Column column, WireBuffer out, byte @Nullable [] value) {
        if (value == null) {
            column.absent();
        } else {
            out.bytes(column.tag(), value);
        }
    }

    static void buffer(Column column, WireBuffer out, @Nullable ByteBuffer value) {
        if (value == null) {
            column.absent();
        } else {
            out.bytes(column.tag(), value);
        }
    }

    static void byteString(Column column, WireBuffer out, @Nullable ByteString value) {
        if (value == null) {
            column.absent();
        } else {
            out.bytes(column.tag(), value);
        }
    }
}
