package io.github.zerobus;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Numbers of a {@link RescueStore} at one moment.
 *
 * @param state its state
 * @param requests requests in the store
 * @param records records in these requests
 * @param bytes what the store occupies on the disk
 * @param maxBytes what it may occupy
 * @param oldestMillis when the oldest request was admitted, to a second, in milliseconds since 1970; empty if there is
 *     none
 * @param damagedPlaces places that could not be read, since the store was opened
 * @param failure why the store failed, or empty
 */
public record RescueSnapshot(
        State state,
        long requests,
        long records,
        long bytes,
        long maxBytes,
        OptionalLong oldestMillis,
        long damagedPlaces,
        Optional<RescueStoreException> failure) {

    /** States of a store. */
    public enum State {
        /** Not opened yet. */
        NEW,
        /** Accepts requests. */
        OPEN,
        /** The disk failed. Accepts nothing until it is opened again as another object. */
        FAILED,
        /** Closed. */
        CLOSED
    }
}
