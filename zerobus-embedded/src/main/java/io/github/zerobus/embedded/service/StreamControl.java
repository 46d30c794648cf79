package io.github.zerobus.embedded.service;

import io.github.zerobus.proto.EphemeralStreamResponse;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.Optional;

/** Access to a physical stream for actions. Methods must be called in the stream's context, except {@link #ifLive}. */
public interface StreamControl {

    /** Runs a step in the stream's context unless the stream has ended. May be called by any thread. */
    void ifLive(Runnable step);

    /** Sends a message. What is pending stays pending. */
    void send(EphemeralStreamResponse message);

    /** Announces the end of the stream, and ends it with OK when the time is over. */
    void announceEnd(Optional<Duration> duration);

    /** Ends the call with a status, which may be OK. What is pending is neither made durable nor acked. */
    void end(Status status, Metadata trailers);

    /** Resets the TCP connection. */
    void dropConnection();

    /** Resets the HTTP/2 stream. */
    void resetStream();

    /** Sends a GOAWAY, which includes or excludes the present streams of the connection. */
    void goAway(boolean keepStreams);

    /** Stops reading, so that flow control stops the client. */
    void stopReading();

    /** Resumes reading. */
    void resumeReading();

    /** Stops acks, and stops making records durable. */
    void stopAcks();

    /** Makes durable and acks what was received up to a wire offset, also while acks are stopped. */
    void ackUpTo(long wireOffset);

    /** Makes durable and acks everything that is pending, and allows acks again. */
    void releaseAcks();
}
