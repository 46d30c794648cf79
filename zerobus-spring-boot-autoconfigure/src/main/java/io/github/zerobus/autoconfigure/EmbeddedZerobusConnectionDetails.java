package io.github.zerobus.autoconfigure;

import io.github.zerobus.embedded.EmbeddedZerobusServer;

/**
 * Connection details of an embedded server, which requires no credentials. Requires {@code zerobus-embedded} on the
 * class path.
 */
public final class EmbeddedZerobusConnectionDetails implements ZerobusConnectionDetails {

    private final EmbeddedZerobusServer server;

    /**
     * Creates connection details.
     *
     * @param server a server that is started
     */
    public EmbeddedZerobusConnectionDetails(EmbeddedZerobusServer server) {
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
