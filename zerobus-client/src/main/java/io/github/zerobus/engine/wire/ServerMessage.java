package io.github.zerobus.engine.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Messages of the server, read from bytes by hand: acks are frequent, and generated messages would be garbage. */
public sealed interface ServerMessage {

    /** Limit of one message in bytes. Those of the service have less than a hundred. */
    int MAX_SIZE = 1 << 20;

    /** Limit of a stream id, which occurs in logs and snapshots. Those of the service have 36 characters. */
    int MAX_STREAM_ID = 256;

    /** First message on a physical stream. A missing id is a protocol violation. */
    record Created(@Nullable String streamId) implements ServerMessage {}

    /** All wire offsets up to and including this one are durable. A missing offset is a protocol violation. */
    record Ack(@Nullable Long wireOffset) implements ServerMessage {}

    /** The server ends this physical stream after the given time. */
    record CloseSignal(Duration duration) implements ServerMessage {}

    /** An unknown message. */
    record Unknown() implements ServerMessage {}

    /**
     * A message that violates the protocol.
     *
     * @param reason without content of the message
     */
    record Malformed(String reason) implements ServerMessage {}

    /** Reads a message to its end. Never fails, since gRPC would end the call with a reason of its own. */
    static ServerMessage read(InputStream stream) {
        try {
            return parse(stream);
        } catch (IOException e) {
            return new Malformed(String.valueOf(e.getMessage()));
        }
    }

    private static ServerMessage parse(InputStream stream) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(stream, 64);
        ServerMessage message = new Unknown();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int field = WireFormat.getTagFieldNumber(tag);
            if (field < 1 || field > 3 || WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                skip(in, tag);
                continue;
            }
            int limit = in.pushLimit(in.readRawVarint32());
            message = switch (field) {
                case 1 -> new Created(readStreamId(in));
                case 2 -> new Ack(readAck(in));
                default -> new CloseSignal(readDuration(in));
            };
            in.popLimit(limit);
        }
        return message;
    }

    private static @Nullable String readStreamId(CodedInputStream in) throws IOException {
        String id = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == tag(1, WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
                id = checked(in.readStringRequireUtf8());
            } else {
                skip(in, tag);
            }
        }
        return id;
    }

    private static @Nullable Long readAck(CodedInputStream in) throws IOException {
        Long offset = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == tag(1, WireFormat.WIRETYPE_VARINT)) {
                offset = in.readInt64();
            } else {
                skip(in, tag);
            }
        }
        if (offset != null && offset < 0) {
            throw new InvalidProtocolBufferException("the offset of an ack is negative, " + offset);
        }
        return offset;
    }

    /** {@code CloseStreamSignal.duration}: a message of seconds and nanoseconds; absent means zero. */
    private static Duration readDuration(CodedInputStream in) throws IOException {
        Duration duration = Duration.ZERO;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == tag(1, WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
                int limit = in.pushLimit(in.readRawVarint32());
                duration = readSecondsAndNanos(in);
                in.popLimit(limit);
            } else {
                skip(in, tag);
            }
        }
        return duration;
    }

    private static Duration readSecondsAndNanos(CodedInputStream in) throws IOException {
        long seconds = 0;
        int nanos = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == tag(1, WireFormat.WIRETYPE_VARINT)) {
                seconds = in.readInt64();
            } else if (tag == tag(2, WireFormat.WIRETYPE_VARINT)) {
                nanos = in.readInt32();
            } else {
                skip(in, tag);
            }
        }
        if (seconds < 0 || nanos < 0) {
            throw new InvalidProtocolBufferException("a close signal has a negative duration");
        }
        return Duration.ofSeconds(Math.min(seconds, Integer.MAX_VALUE), nanos);
    }

    private static String checked(String id) throws IOException {
        if (id.length() > MAX_STREAM_ID || id.chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
            throw new InvalidProtocolBufferException("the stream id has more than " + MAX_STREAM_ID
                    + " characters, or some that are not printable ASCII");
        }
        return id;
    }

    private static void skip(CodedInputStream in, int tag) throws IOException {
        if (!in.skipField(tag)) {
            throw new InvalidProtocolBufferException("a group ends that has not begun");
        }
    }

    private static int tag(int field, int wireType) {
        return field << 3 | wireType;
    }
}
