package io.github.zerobus;

/** What a stream does when the service refuses a record that was sent. */
public enum BadRecordAction {
    /** The refusal ends the sub-stream, which poisons the stream. */
    POISON,
    /**
     * The sub-stream finds the record by sending ever smaller parts of what is unacked, gives it to the
     * {@link DeadLetterHandler}, and continues without it. The other sub-streams are not affected.
     */
    ISOLATE
}
