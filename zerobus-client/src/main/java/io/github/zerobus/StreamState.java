package io.github.zerobus;

/** States of a stream. */
public enum StreamState {
    /** The stream is not open yet, or was not opened at all. */
    OPENING,
    /** The stream accepts records, even while sub-streams recover. */
    OPEN,
    /** A sub-stream ended permanently. The stream accepts no more records. */
    POISONED,
    /** The application closed the stream, or it could not be opened. */
    CLOSED
}
