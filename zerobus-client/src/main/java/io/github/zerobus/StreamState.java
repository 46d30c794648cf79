package io.github.zerobus;

/** States of a stream. */
public enum StreamState {
    /** The stream is not open yet, or was not opened at all. */
    OPENING,
    /** The stream accepts records, even while sub-streams recover. */
    OPEN,
    /** A sub-stream ended permanently. The stream accepts no more records, unless it is reopened. */
    POISONED,
    /** The stream was poisoned and is being opened again. Ingests wait until it is open. */
    REOPENING,
    /** The application closed the stream, or it could not be opened. */
    CLOSED
}
