package io.github.zerobus.event;

import io.github.zerobus.InvalidRecordException;
import io.github.zerobus.MessageId;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.ZerobusException;

/**
 * Application event for a change in the life cycle of a stream. Listen to this type for all changes, or to one of the
 * records. Events are published on the callback executor, after the change. There are no events for durable records,
 * which would be too many: use {@link ZerobusListener} instead.
 */
public sealed interface ZerobusEvent {

    /**
     * Returns the name of the stream.
     *
     * @return {@code default}, or the name under {@code zerobus.streams}
     */
    String stream();

    /**
     * The stream is open: it accepts and sends records. Published again after each reopening.
     *
     * @param stream name of the stream
     */
    record Opened(String stream) implements ZerobusEvent {}

    /**
     * A sub-stream lost its connection and tries to open another one. Its records remain in the buffer.
     *
     * @param stream name of the stream
     * @param subStream index of the sub-stream
     */
    record Recovering(String stream, int subStream) implements ZerobusEvent {}

    /**
     * A sub-stream has a connection again.
     *
     * @param stream name of the stream
     * @param subStream index of the sub-stream
     */
    record Recovered(String stream, int subStream) implements ZerobusEvent {}

    /**
     * A sub-stream gave up opening a connection, which poisons the stream.
     *
     * @param stream name of the stream
     * @param subStream index of the sub-stream
     * @param cause last failure
     */
    record RecoveryFailed(String stream, int subStream, ZerobusException cause) implements ZerobusEvent {}

    /**
     * A sub-stream moved to a new physical stream because the server requested it. This is routine.
     *
     * @param stream name of the stream
     * @param subStream index of the sub-stream
     */
    record Rotated(String stream, int subStream) implements ZerobusEvent {}

    /**
     * The stream rejects further records because a sub-stream failed permanently.
     *
     * @param stream name of the stream
     * @param cause sub-stream that failed, and the cause
     */
    record Poisoned(String stream, StreamPoisonedException cause) implements ZerobusEvent {}

    /**
     * The poisoned stream is being opened again, automatically or because the application requested it. {@link Opened}
     * follows when it is open, {@link Poisoned} if a request of the application fails.
     *
     * @param stream name of the stream
     */
    record Reopening(String stream) implements ZerobusEvent {}

    /**
     * The service refused a request because of its content. The {@link io.github.zerobus.DeadLetterHandler} has taken
     * it, and the stream continues without it.
     *
     * @param stream name of the stream
     * @param id id of the request
     * @param reason why the service refused it
     */
    record Refused(String stream, MessageId id, InvalidRecordException reason) implements ZerobusEvent {}

    /**
     * The stream is closed, poisoned or not. When the application stops, this is published while beans are destroyed
     * and reaches only listeners that still exist.
     *
     * @param stream name of the stream
     */
    record Closed(String stream) implements ZerobusEvent {}
}
