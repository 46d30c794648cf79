package io.github.zerobus.embedded;

import com.google.protobuf.ByteString;
import java.util.Objects;

/**
 * A row that the server made durable. Immutable; two rows are equal if their bytes and their origin are. {@code
 * toString} does not contain the bytes.
 */
public final class DurableRow {

    /** This object, its byte string and array, and its place in a list. */
    private static final long OVERHEAD = 128;

    private final ByteString bytes;
    private final int stream;
    private final long wireOffset;

    DurableRow(ByteString bytes, int stream, long wireOffset) {
        this.bytes = bytes;
        this.stream = stream;
        this.wireOffset = wireOffset;
    }

    /**
     * Returns the row as the client sent it.
     *
     * @return the bytes of one JSON object or of one protobuf message
     */
    public ByteString bytes() {
        return bytes;
    }

    /**
     * Returns the row as text, for tables with JSON records.
     *
     * @return the bytes, decoded as UTF-8
     */
    public String text() {
        return bytes.toStringUtf8();
    }

    /**
     * Returns the physical stream on which the row arrived.
     *
     * @return its {@link ObservedStream#index() index} in the table, from 0
     */
    public int stream() {
        return stream;
    }

    /**
     * Returns the wire offset of the message that contained the row.
     *
     * @return the offset in its physical stream, from 0; the rows of one batch share it
     */
    public long wireOffset() {
        return wireOffset;
    }

    /** Estimated memory, with the objects that hold the bytes. */
    long memory() {
        return OVERHEAD + bytes.size();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DurableRow row
                && stream == row.stream
                && wireOffset == row.wireOffset
                && bytes.equals(row.bytes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(bytes, stream, wireOffset);
    }

    @Override
    public String toString() {
        return "DurableRow[" + bytes.size() + " bytes, stream " + stream + ", wire offset " + wireOffset + "]";
    }
}
