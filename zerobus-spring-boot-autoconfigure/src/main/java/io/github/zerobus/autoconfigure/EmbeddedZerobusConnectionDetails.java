package io.github.zerobus.autoconfigure;

import io.github.zerobus.embedded.EmbeddedZerobusServer;

/** Connection details of the embedded server. */
final class EmbeddedZerobusConnectionDetails implements ZerobusConnectionDetails {

    private final EmbeddedZerobusServer server;

    EmbeddedZerobusConnectionDetails(EmbeddedZerobusServer server) {
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
