package io.github.zerobus.embedded;

import io.github.zerobus.embedded.transport.TokenServer;

/** The workspace's token endpoint (protocol 2.1): checks requests and issues a distinct token each time. Thread-safe. */
public final class OAuthEndpoint {

    private final TokenServer server;

    OAuthEndpoint(TokenServer server) {
        this.server = server;
    }

    /** Requests for tokens so far, refused ones too. */
    public int requests() {
        return server.requests();
    }

    /** Makes every token that was issued so far worthless. */
    public void revokeTokens() {
        server.revokeTokens();
    }

    /** Answers the next request with this status and no token. */
    public void answerNextWith(int status) {
        server.answerNextWith(status);
    }
}
