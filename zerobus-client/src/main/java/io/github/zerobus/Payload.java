package io.github.zerobus;

import com.google.protobuf.MessageLite;

/**
 * The encoded bytes of one record.
 *
 * <p>A payload keeps the array that it was created with, and so does the stream until the record is acked. Do not
 * change the array in the meantime; apart from that a payload is immutable and thread-safe. Payloads are compared by
 * identity, and {@code toString} does not show their content.
 */
public abstract sealed class Payload implements Request {

    private final byte[] bytes;

    private Payload(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Creates a payload for a stream of JSON records.
     *
     * @param object a JSON object, encoded in UTF-8 by this call
     * @return a payload whose syntax the stream checks before it is admitted, unless {@code validate-json} is off
     * @throws IllegalArgumentException if the text has an unpaired surrogate, which UTF-8 cannot encode
     */
    public static Payload json(String object) {
        return new Json(Utf8Text.encode(object), false);
    }

    /**
     * Creates a payload for a stream of JSON records.
     *
     * @param object a JSON object in UTF-8; not copied
     * @return a payload whose syntax the stream checks before it is admitted, unless {@code validate-json} is off
     */
    public static Payload json(byte[] object) {
        return new Json(object, false);
    }

    /**
     * Creates a payload for a stream of JSON records, for output of a JSON writer. Its syntax is never checked, so the
     * service rejects a malformed object, which poisons the stream.
     *
     * @param object a well-formed JSON object in UTF-8; not copied
     * @return a payload that is admitted without a check
     */
    public static Payload wellFormedJson(byte[] object) {
        return new Json(object, true);
    }

    /**
     * Creates a payload for a stream of protobuf records.
     *
     * @param message a serialized message of the stream's message type; not copied and not checked
     * @return a payload
     */
    public static Payload proto(byte[] message) {
        return new Proto(message);
    }

    /**
     * Creates a payload for a stream of protobuf records.
     *
     * @param message a message of the stream's message type, serialized by this call
     * @return a payload
     */
    public static Payload proto(MessageLite message) {
        return new Proto(message.toByteArray());
    }

    /**
     * Encoding of the record.
     *
     * @return the record type of the streams that accept this payload
     */
    public final RecordType recordType() {
        return this instanceof Json ? RecordType.JSON : RecordType.PROTO;
    }

    /**
     * The bytes themselves, not a copy. Do not change them.
     *
     * @return the array that the stream sends
     */
    public final byte[] bytes() {
        return bytes;
    }

    /**
     * Length in bytes, without an envelope.
     *
     * @return a size of zero or more
     */
    public final int size() {
        return bytes.length;
    }

    final boolean isWellFormedJson() {
        return this instanceof Json json && json.wellFormed;
    }

    @Override
    public final String toString() {
        return "Payload[" + recordType() + ", " + bytes.length + " bytes]";
    }

    /** A separate class, since a flag in each payload would cost protobuf records 8 bytes of heap. */
    private static final class Json extends Payload {

        private final boolean wellFormed;

        Json(byte[] bytes, boolean wellFormed) {
            super(bytes);
            this.wellFormed = wellFormed;
        }
    }

    private static final class Proto extends Payload {

        Proto(byte[] bytes) {
            super(bytes);
        }
    }
}
