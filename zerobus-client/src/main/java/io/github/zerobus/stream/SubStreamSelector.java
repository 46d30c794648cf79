package io.github.zerobus.stream;

import org.jspecify.annotations.Nullable;

/**
 * Selects the sub-stream of each request, where no {@link io.github.zerobus.Routing} fits. Called on the threads that
 * ingest, before the request is admitted. Must be thread-safe and must not block. An exception is thrown to the caller,
 * and nothing is admitted.
 */
@FunctionalInterface
public interface SubStreamSelector {

    /**
     * Selects a sub-stream.
     *
     * @param key the request's key, or null
     * @param loads the sub-streams to choose from
     * @return index of the sub-stream, from 0
     */
    int select(@Nullable String key, SubStreamLoads loads);

    /**
     * Whether keys influence the selection. If they do not, requests with a key are refused.
     *
     * @return true by default
     */
    default boolean usesKeys() {
        return true;
    }
}
