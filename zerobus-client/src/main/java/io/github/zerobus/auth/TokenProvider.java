package io.github.zerobus.auth;

/**
 * Provides the bearer tokens with which sub-streams open. Called each time a physical stream opens, never for a record.
 *
 * <p>Implementations must be thread-safe, since all sub-streams of a stream share the provider. They may block; the
 * engine calls them on its worker threads and waits for {@code recovery.timeout} at most.
 */
public interface TokenProvider {

    /**
     * Returns a token that is valid for the table now.
     *
     * @param table full name, {@code catalog.schema.table}
     * @return the token
     * @throws io.github.zerobus.ZerobusException if there is no token; a
     *     {@linkplain io.github.zerobus.ZerobusException#transientFailure transient failure} is retried, a
     *     {@linkplain io.github.zerobus.ZerobusException#permanentFailure permanent} one is not. Anything else that is
     *     thrown, also an {@link Error}, is retried too
     */
    Token token(String table);

    /**
     * Called when the service rejected a token. The next call of {@link #token} should not return it again. Does
     * nothing by default.
     *
     * @param rejected the very token that {@link #token} returned; a newer one is not affected
     */
    default void invalidate(Token rejected) {}
}
