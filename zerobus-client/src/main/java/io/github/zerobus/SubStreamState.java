package io.github.zerobus;

/** State of one sub-stream. */
public enum SubStreamState {
    /** Opens its first physical stream, or the next one after a rotation. */
    CONNECTING,
    /** Sends and receives. */
    OPEN,
    /** The server is about to end the physical stream: acks are collected, nothing is sent. */
    PAUSED,
    /** Lost its physical stream and tries to open another. */
    RECOVERING,
    /** Ended for good by a failure. */
    FAILED,
    /** Ended by the application, or with the stream. */
    CLOSED
}
