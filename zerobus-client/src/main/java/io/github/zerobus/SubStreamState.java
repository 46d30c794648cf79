package io.github.zerobus;

/** States of a sub-stream. */
public enum SubStreamState {
    /** The sub-stream opens its first physical stream, or the next one after a rotation. */
    CONNECTING,
    /** The sub-stream sends and receives. */
    OPEN,
    /** The server will end the physical stream soon: acks are received, nothing is sent. */
    PAUSED,
    /** The sub-stream has lost its physical stream and tries to open another one. */
    RECOVERING,
    /** A failure ended the sub-stream permanently. */
    FAILED,
    /** The sub-stream ended with its stream. */
    CLOSED
}
