package io.github.zerobus.embedded;

import io.grpc.Status;
import java.time.Duration;
import java.util.Optional;

/** What can be done to a physical stream while it lives. Thread-safe; returns before it has happened. */
interface StreamControl {

    /** Ends the call with a status, OK too. What is pending is neither durable nor acked. */
    void fail(Status status);

    /** Announces the end after some time, or with no time in the message at all. */
    void closeSignal(Optional<Duration> duration);

    /** Resets the TCP connection. */
    void dropConnection();

    /** Reads nothing more, so that flow control holds the client up. */
    void stopReading();

    /** Reads again. */
    void resumeReading();

    /** Acks everything that was held back, and goes on acking. */
    void releaseAcks();
}
