package io.github.zerobus;

/** Why an ingest was refused. */
public enum RejectReason {
    /** The stream is closed. */
    CLOSED,
    /** The stream is poisoned. */
    POISONED,
    /** No room within the time that the caller may wait. */
    CAPACITY,
    /** Larger than a request may be. */
    SIZE,
    /** Of the wrong kind, empty, or not one JSON object. */
    INVALID
}
