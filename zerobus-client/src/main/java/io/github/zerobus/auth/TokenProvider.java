package io.github.zerobus.auth;

/**
 * Gives the bearer token with which sub-streams open. Asked at each opening of a physical stream, never for a record.
 *
 * <p>Must be thread-safe: the sub-streams of one stream share it. May block; the caller bounds the wait.
 */
public interface TokenProvider {

    /**
     * A token that is good for a while yet.
     *
     * @param table {@code catalog.schema.table}
     * @throws io.github.zerobus.ZerobusException if none can be had; retryable says whether to try again
     */
    Token token(String table);

    /** Tells that the service refused this very token; a newer one that was fetched meanwhile stays good. */
    default void invalidate(Token refused) {}
}
