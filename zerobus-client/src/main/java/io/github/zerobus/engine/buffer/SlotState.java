package io.github.zerobus.engine.buffer;

/** What has become of an admitted request. */
public enum SlotState {
    /** It waits in the buffer. */
    QUEUED,
    /** It was sent over the current physical stream, or over the last one. */
    SENT,
    /** The service has acked it. */
    DURABLE,
    /** The service does not accept it. */
    REFUSED,
    /** The application has taken it back. */
    HANDED_OVER
}
