package io.github.zerobus.embedded;

import com.google.protobuf.ByteString;

/**
 * A row that the server made durable. Shows nothing of its content in {@code toString}.
 *
 * @param bytes as the client sent it
 * @param stream number of the physical stream that brought it, from 0 on for each table
 * @param wireOffset of the message that brought it
 */
public record DurableRow(ByteString bytes, int stream, long wireOffset) {

    /** The row as text, for JSON. */
    public String text() {
        return bytes.toStringUtf8();
    }

    @Override
    public String toString() {
        return "DurableRow[" + bytes.size() + " bytes, stream " + stream + ", wire offset " + wireOffset + "]";
    }
}
