package io.github.zerobus.autoconfigure;

import io.github.zerobus.embedded.EmbeddedZerobusServer;

/** Connection details of an embedded server without credentials. Thread-safe. */
public final class EmbeddedZerobusConnectionDetails implements ZerobusConnectionDetails {

    private final EmbeddedZerobusServer server;

    /**
     * Creates connection details of a server.
     *
     * @param server a running server
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
