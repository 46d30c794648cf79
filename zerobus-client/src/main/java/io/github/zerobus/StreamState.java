package io.github.zerobus;

/** State of a whole stream. */
public enum StreamState {
    /** Not open yet; also before anything was started. */
    OPENING,
    /** Takes records, also while sub-streams recover. */
    OPEN,
    /** A sub-stream ended for good; takes no more records. */
    POISONED,
    /** Closed by the application. */
    CLOSED
}
