package io.github.zerobus.event;

import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.ZerobusException;

/**
 * A change in the life of a stream, published as an application event: listen to this for all of them, or to one of the
 * records. Published on the callback executor, after the fact. Durable records make no events, they would be too many:
 * see {@link ZerobusListener}.
 */
public sealed interface ZerobusEvent {

    /** Name of the stream: {@code default}, or its name under {@code zerobus.streams}. */
    String stream();

    /** The stream takes and sends records. */
    record Opened(String stream) implements ZerobusEvent {}

    /** A sub-stream lost its connection and tries to get another one; its records wait. */
    record Recovering(String stream, int subStream) implements ZerobusEvent {}

    /** A sub-stream has a connection again. */
    record Recovered(String stream, int subStream) implements ZerobusEvent {}

    /** A sub-stream gave up getting a connection; the stream is poisoned by that. */
    record RecoveryFailed(String stream, int subStream, ZerobusException cause) implements ZerobusEvent {}

    /** A sub-stream goes on over a new physical stream because the server asked for it; routine. */
    record Rotated(String stream, int subStream) implements ZerobusEvent {}

    /** The stream takes no more records because a sub-stream failed for good. */
    record Poisoned(String stream, StreamPoisonedException cause) implements ZerobusEvent {}

    /**
     * The stream was closed, poisoned or not. At the end of the application this comes while beans are destroyed, so that it reaches those
     * listeners only that are still there.
     */
    record Closed(String stream) implements ZerobusEvent {}
}
