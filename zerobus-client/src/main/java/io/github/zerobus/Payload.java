package io.github.zerobus;

import com.google.protobuf.MessageLite;
import java.nio.charset.StandardCharsets;

/**
 * The encoded bytes of one record.
 *
 * <p>A payload keeps the array that it is given and so does the stream until the record is acked: do not change it.
 * Thread-safe as long as that holds. No payload shows its content in {@code toString}.
 */
public sealed interface Payload extends Request permits JsonPayload, ProtoPayload {

    /** The bytes themselves, not a copy. */
    byte[] bytes();

    /** Length in bytes, without any envelope. */
    default int size() {
        return bytes().length;
    }

    /** A JSON object, for streams of JSON records. */
    static Payload json(String object) {
        return new JsonPayload(object.getBytes(StandardCharsets.UTF_8), false);
    }

    /** A JSON object in UTF-8, for streams of JSON records. */
    static Payload json(byte[] object) {
        return new JsonPayload(object, false);
    }

    /** A serialized protobuf message of the stream's descriptor. */
    static Payload proto(byte[] message) {
        return new ProtoPayload(message);
    }

    /** A protobuf message of the stream's descriptor, serialized now. */
    static Payload proto(MessageLite message) {
        return new ProtoPayload(message.toByteArray());
    }
}
