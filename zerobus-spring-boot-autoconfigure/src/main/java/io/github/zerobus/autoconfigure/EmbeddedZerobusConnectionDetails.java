package io.github.zerobus.autoconfigure;

import io.github.zerobus.embedded.EmbeddedZerobus;

/** Connection details of the embedded server. */
final class EmbeddedZerobusConnectionDetails implements ZerobusConnectionDetails {

    private final EmbeddedZerobus server;

    EmbeddedZerobusConnectionDetails(EmbeddedZerobus server) {
        this.server = server;
    }

    @Override
    public String getEndpoint() {
        return server.endpoint();
    }

    @Override
    public boolean isEmbedded() {
        return true;
    }
}
