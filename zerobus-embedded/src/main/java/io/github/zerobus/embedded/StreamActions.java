package io.github.zerobus.embedded;

import com.google.protobuf.Message;
import io.github.zerobus.embedded.service.Responses;
import io.github.zerobus.embedded.service.StatusDetails;
import io.github.zerobus.embedded.service.StreamControl;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Actions of the server on one physical stream: regular ones, failures, and violations of the protocol.
 *
 * <p>An {@link ObservedStream} performs an action immediately; a {@linkplain StreamFaults.At moment of a script}
 * performs it when the stream reaches that moment. Methods do not block: an action runs between two other steps of its
 * stream, usually before the method returns. Actions on a stream that has ended have no effect, except that its TCP
 * connection can still be reset or sent a GOAWAY. Thread-safe.
 */
public abstract class StreamActions {

    StreamActions() {}

    abstract void act(Consumer<StreamControl> action);

    /**
     * Ends the call with a status that has no description. Pending records are neither made durable nor acked.
     *
     * @param code the status, which may be {@link StatusCode#OK}
     */
    public void fail(StatusCode code) {
        act(stream -> stream.end(code.toStatus(), new Metadata()));
    }

    /**
     * Ends the call with a status. Pending records are neither made durable nor acked.
     *
     * @param code the status
     * @param description its text, as the client receives it
     */
    public void fail(StatusCode code, String description) {
        act(stream -> stream.end(code.toStatus().withDescription(description), new Metadata()));
    }

    /**
     * Ends the call as the service does when records do not match the table: INVALID_ARGUMENT with a
     * {@code google.rpc.ErrorInfo} as detail.
     *
     * @param errorCode the service's own number, such as 8001
     * @param causes the service's names of the causes, such as FIELD_NOT_IN_TABLE
     */
    public void failSchema(String errorCode, List<String> causes) {
        Status status = Status.INVALID_ARGUMENT.withDescription("schema validation failed");
        Metadata trailers = StatusDetails.schema(status, errorCode, String.join(",", causes));
        act(stream -> stream.end(status, trailers));
    }

    /**
     * Ends the call with a status and one detail.
     *
     * @param code the status
     * @param detail any message; the client receives it packed in a {@code google.rpc.Status}
     */
    public void failWithDetail(StatusCode code, Message detail) {
        Status status = code.toStatus();
        Metadata trailers = StatusDetails.of(status, detail);
        act(stream -> stream.end(status, trailers));
    }

    /**
     * Ends the call with a status and details that are not a valid {@code google.rpc.Status}.
     *
     * @param code the status
     */
    public void failWithUnreadableDetails(StatusCode code) {
        act(stream -> stream.end(code.toStatus(), StatusDetails.unreadable()));
    }

    /**
     * Announces the end of the physical stream, which is routine. If the client has not left one second after that
     * time, the server makes pending records durable, acks them unless acks are stopped, and ends the call with OK.
     *
     * @param duration time that the client has to finish
     */
    public void closeSignal(Duration duration) {
        act(stream -> stream.announceEnd(Optional.of(duration)));
    }

    /** Announces the end of the physical stream without a duration, which is the same as a duration of zero. */
    public void closeSignal() {
        act(stream -> stream.announceEnd(Optional.empty()));
    }

    /**
     * Sends an ack, whether the records are durable or not. Pending records stay pending.
     *
     * @param wireOffset last wire offset that the ack covers
     */
    public void sendAck(long wireOffset) {
        act(stream -> stream.send(Responses.ack(wireOffset)));
    }

    /** Sends an ack without its offset. */
    public void sendAckWithoutOffset() {
        act(stream -> stream.send(Responses.ackWithoutOffset()));
    }

    /** Answers the create message a second time. */
    public void sendCreatedAgain() {
        act(stream -> stream.send(Responses.created("again")));
    }

    /** Sends a message without content. */
    public void sendEmptyMessage() {
        act(stream -> stream.send(Responses.empty()));
    }

    /** Resets the TCP connection, with all calls on it. In process, only this call ends. */
    public void dropConnection() {
        act(StreamControl::dropConnection);
    }

    /** Resets the HTTP/2 stream and keeps the connection. */
    public void resetStream() {
        act(StreamControl::resetStream);
    }

    /** Sends a GOAWAY that lets the present calls of the connection continue. In process, it has no effect. */
    public void goAway() {
        act(stream -> stream.goAway(true));
    }

    /** Sends a GOAWAY that excludes the present calls of the connection, and closes the connection. */
    public void goAwayAtOnce() {
        act(stream -> stream.goAway(false));
    }

    /** Stops reading, so that flow control stops the client, until {@link #resumeReading()}. */
    public void stopReading() {
        act(StreamControl::stopReading);
    }

    /** Resumes reading after {@link #stopReading()}. */
    public void resumeReading() {
        act(StreamControl::resumeReading);
    }

    /** Stops acks, and stops making records durable, until {@link #releaseAcks()}. */
    public void stopAcks() {
        act(StreamControl::stopAcks);
    }

    /**
     * Makes received records durable and acks them, also while acks are stopped.
     *
     * @param wireOffset last wire offset to ack
     */
    public void ackUpTo(long wireOffset) {
        act(stream -> stream.ackUpTo(wireOffset));
    }

    /** Makes all pending records durable and acks them, and continues to ack. */
    public void releaseAcks() {
        act(StreamControl::releaseAcks);
    }
}
