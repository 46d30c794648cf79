package io.github.zerobus.stream;

import io.github.zerobus.Routing;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the sub-stream of each request, where {@link Routing} has nothing that fits. Called on the threads that ingest,
 * many at once, before the request is admitted: must be thread-safe and must not wait. What it throws reaches the caller,
 * and nothing is admitted.
 */
@FunctionalInterface
public interface SubStreamSelector {

    /**
     * Chooses.
     *
     * @param key the request's, if it has one
     * @param loads the sub-streams to choose from
     * @return index of the sub-stream, from 0 on
     */
    int select(@Nullable String key, SubStreamLoads loads);

    /** Whether keys make a difference; where they do not, requests with a key are refused. */
    default boolean usesKeys() {
        return true;
    }
}
