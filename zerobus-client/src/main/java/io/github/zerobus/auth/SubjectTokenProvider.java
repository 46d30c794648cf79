package io.github.zerobus.auth;

/**
 * Provides the token of another identity provider, which {@link OAuthTokenProvider} exchanges for tokens of the
 * workspace (RFC 8693). Called for each token request, which is about once an hour for a table.
 *
 * <p>Implementations must be thread-safe. They may block, but not for longer than a few seconds.
 */
@FunctionalInterface
public interface SubjectTokenProvider {

    /**
     * Returns a token that is valid now.
     *
     * @return a signed JSON Web Token
     * @throws io.github.zerobus.ZerobusException if there is no token; a
     *     {@linkplain io.github.zerobus.ZerobusException#transientFailure transient failure} is retried, a
     *     {@linkplain io.github.zerobus.ZerobusException#permanentFailure permanent} one is not. Anything else that is
     *     thrown is retried too
     */
    String subjectToken();
}
