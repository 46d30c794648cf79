package io.github.zerobus.actuate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Event in the life cycle of a stream.
 *
 * @param time when the listener was notified
 * @param stream name of the stream
 * @param subStream index of the sub-stream, 0 to 63; null if the event concerns the whole stream
 * @param kind kind of the event
 * @param detail new state or failure, never a payload; null if there is none
 */
public record StreamEvent(
        Instant time,
        String stream,
        @Nullable Integer subStream,
        Kind kind,
        @Nullable String detail) {

    /** Kind of an event. */
    public enum Kind {
        /** The stream changed its state. */
        STREAM_STATE,
        /** A sub-stream changed its state. */
        SUB_STREAM_STATE,
        /** A sub-stream recovered its connection. */
        RECOVERED,
        /** A sub-stream gave up recovering its connection. */
        RECOVERY_FAILED,
        /** A sub-stream moved to a new physical stream at the request of the server. */
        ROTATED
    }
}
