package io.github.zerobus.actuate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in the life of a stream.
 *
 * @param time when this was told
 * @param stream the stream's name
 * @param subStream 0 to 63, if it is about one
 * @param kind what happened
 * @param detail the new state, or the failure; never a payload
 */
public record StreamEvent(
        Instant time,
        String stream,
        @Nullable Integer subStream,
        Kind kind,
        @Nullable String detail) {

    /** What can happen. */
    public enum Kind {
        /** The stream has another state. */
        STREAM_STATE,
        /** A sub-stream has another state. */
        SUB_STREAM_STATE,
        /** A sub-stream that had lost its connection has it back. */
        RECOVERED,
        /** A sub-stream that had lost its connection gave up. */
        RECOVERY_FAILED,
        /** A sub-stream goes on over a new physical stream, as the service asked. */
        ROTATED
    }
}
