package io.github.zerobus.embedded;

import io.github.zerobus.embedded.transport.TokenServer;

/**
 * The token endpoint of the workspace. It checks token requests and issues a different token each time. Thread-safe;
 * does not block.
 */
public final class OAuthEndpoint {

    private final TokenServer server;

    OAuthEndpoint(TokenServer server) {
        this.server = server;
    }

    /**
     * Returns the number of token requests, including refused ones.
     *
     * @return the number since the server was started
     */
    public int requests() {
        return server.requests();
    }

    /** Invalidates all tokens issued so far. Streams that are open stay open. */
    public void revokeTokens() {
        server.revokeTokens();
    }

    /**
     * Answers the next token request with an error.
     *
     * @param status HTTP status of the answer, such as 503
     */
    public void answerNextWith(int status) {
        server.answerNextWith(status);
    }
}
