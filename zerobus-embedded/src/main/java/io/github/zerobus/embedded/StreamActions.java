package io.github.zerobus.embedded;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import io.github.zerobus.embedded.service.Responses;
import io.github.zerobus.embedded.service.StreamControl;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What a server can do to a client in the middle of a physical stream: routine, faults, and plain nonsense. */
public abstract class StreamActions {

    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

    /** A message of which the first field is longer than what follows. */
    private static final byte[] UNREADABLE = {10, 100, 1};

    StreamActions() {}

    abstract void act(Consumer<StreamControl> action);

    /** Ends the call with a status; OK is an end like any other. What is pending is neither durable nor acked. */
    public void fail(Status status) {
        act(stream -> stream.end(status, new Metadata()));
    }

    /**
     * Ends the call as the service does when records do not fit the table: INVALID_ARGUMENT with an {@code ErrorInfo}.
     *
     * @param errorCode the service's own number, such as 8001
     * @param causes such as FIELD_NOT_IN_TABLE
     */
    public void failSchema(String errorCode, List<String> causes) {
        failWithDetail(
                Status.INVALID_ARGUMENT.withDescription("schema validation failed"),
                ErrorInfo.newBuilder()
                        .setReason("SCHEMA_VALIDATION_FAILED")
                        .setDomain("zerobus.databricks.com")
                        .putMetadata("causes", String.join(",", causes))
                        .putMetadata("error_code", errorCode)
                        .build());
    }

    /** Ends the call with a status and any detail beside it, of whatever reason, domain and content. */
    public void failWithDetail(Status status, Message detail) {
        failWithDetails(
                status,
                com.google.rpc.Status.newBuilder()
                        .setCode(status.getCode().value())
                        .addDetails(Any.pack(detail))
                        .build()
                        .toByteArray());
    }

    /** Ends the call with a status and details beside it that nobody can read. */
    public void failWithUnreadableDetails(Status status) {
        failWithDetails(status, UNREADABLE);
    }

    private void failWithDetails(Status status, byte[] details) {
        Metadata trailers = new Metadata();
        trailers.put(DETAILS, details);
        act(stream -> stream.end(status, trailers));
    }

    /** Announces the end of the physical stream in a while; routine in the service. */
    public void closeSignal(Duration duration) {
        act(stream -> stream.say(Responses.closeSignal(Optional.of(duration))));
    }

    /** Announces the end without saying when. */
    public void closeSignal() {
        act(stream -> stream.say(Responses.closeSignal(Optional.empty())));
    }

    /** Says that everything up to a wire offset is durable, true or not. */
    public void sayAck(long wireOffset) {
        act(stream -> stream.say(Responses.ack(wireOffset)));
    }

    /** Sends an ack that lacks its offset. */
    public void sayAckWithoutOffset() {
        act(stream -> stream.say(Responses.ackWithoutOffset()));
    }

    /** Answers the create message once more. */
    public void sayCreatedAgain() {
        act(stream -> stream.say(Responses.created("again")));
    }

    /** Sends a message that says nothing. */
    public void sayNothing() {
        act(stream -> stream.say(Responses.empty()));
    }

    /** Resets the TCP connection. */
    public void dropConnection() {
        act(StreamControl::dropConnection);
    }

    /** Resets the HTTP/2 stream and keeps the connection. */
    public void resetStream() {
        act(StreamControl::resetStream);
    }

    /** Announces that the connection takes no more streams (GOAWAY); this one lives on. */
    public void goAway() {
        act(stream -> stream.goAway(true));
    }

    /** Announces that the connection takes no more streams and never took the present ones. */
    public void goAwayAtOnce() {
        act(stream -> stream.goAway(false));
    }

    /** Reads nothing more, until {@link #resumeReading()}. */
    public void stopReading() {
        act(StreamControl::stopReading);
    }

    /** Reads again. */
    public void resumeReading() {
        act(StreamControl::resumeReading);
    }

    /** Acks nothing more and makes nothing durable, until {@link #releaseAcks()}. */
    public void stopAcks() {
        act(StreamControl::stopAcks);
    }

    /** Makes durable and acks what came up to a wire offset, also while acks are stopped. */
    public void ackUpTo(long wireOffset) {
        act(stream -> stream.ackUpTo(wireOffset));
    }

    /** Acks everything that was held back, and goes on acking. */
    public void releaseAcks() {
        act(StreamControl::releaseAcks);
    }
}
