package io.github.zerobus.embedded.service;

import io.github.zerobus.proto.EphemeralStreamResponse;
import io.grpc.Metadata;
import io.grpc.Status;

/** What can be done to a physical stream while it lives; called within a step of the stream, but for the first. */
public interface StreamControl {

    /** Takes a step of its own, unless the stream has ended. Any thread. */
    void ifLive(Runnable step);

    /** Sends any message at all, and changes nothing of what is pending. */
    void send(EphemeralStreamResponse message);

    /** Ends the call with a status, OK too. What is pending is neither durable nor acked. */
    void end(Status status, Metadata trailers);

    /** Resets the TCP connection. */
    void dropConnection();

    /** Resets the HTTP/2 stream. */
    void resetStream();

    /** Announces that the connection takes no more streams; those that live stay or not. */
    void goAway(boolean keepStreams);

    /** Reads nothing more, so that flow control holds the client up. */
    void stopReading();

    /** Reads again. */
    void resumeReading();

    /** Acks nothing and makes nothing durable from now on. */
    void stopAcks();

    /** Makes durable and acks what came up to a wire offset, also while acks are stopped. */
    void ackUpTo(long wireOffset);

    /** Acks everything that was held back, and goes on acking. */
    void releaseAcks();
}
