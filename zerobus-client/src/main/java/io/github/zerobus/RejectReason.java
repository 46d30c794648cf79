package io.github.zerobus;

/** Reasons for which an ingest is rejected. */
public enum RejectReason {
    /** The stream is closed. */
    CLOSED,
    /** The stream is poisoned. */
    POISONED,
    /** There was no room within the time that the caller may wait. */
    CAPACITY,
    /** The request is larger than allowed. */
    SIZE,
    /**
     * A record has the wrong type or is not one JSON object, the batch is empty, or routing does not accept the key.
     */
    INVALID
}
