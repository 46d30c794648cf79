package io.github.zerobus.test;

import io.github.zerobus.autoconfigure.ZerobusConnectionDetails;
import io.github.zerobus.embedded.EmbeddedZerobusServer;

/** Where the test's server is; it asks nobody who they are. */
final class ZerobusServerConnectionDetails implements ZerobusConnectionDetails {

    private final EmbeddedZerobusServer server;

    ZerobusServerConnectionDetails(EmbeddedZerobusServer server) {
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
