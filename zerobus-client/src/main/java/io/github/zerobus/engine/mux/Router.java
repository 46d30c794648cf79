package io.github.zerobus.engine.mux;

import org.jspecify.annotations.Nullable;

/** Chooses the sub-stream of each request. Thread-safe. */
public interface Router {

    /** Whether keys influence the choice. */
    boolean usesKeys();

    /**
     * Chooses a sub-stream. Takes a turn where sub-streams take turns.
     *
     * @param key the request's key, if it has one
     * @return index of the sub-stream
     */
    int select(@Nullable String key);

    /** Name of the routing or of the selector, for messages. */
    String name();
}
