package io.github.zerobus.test;

import io.github.zerobus.autoconfigure.ZerobusConnectionDetails;
import io.github.zerobus.embedded.EmbeddedZerobus;

/** Where the test's server is; it asks nobody who they are. */
final class ZerobusServerConnectionDetails implements ZerobusConnectionDetails {

    private final EmbeddedZerobus server;

    ZerobusServerConnectionDetails(EmbeddedZerobus server) {
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
