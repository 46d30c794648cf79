package io.github.zerobus.autoconfigure;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Details required to connect to Zerobus Ingest. A bean of this type replaces {@code zerobus.endpoint},
 * {@code zerobus.workspace-url} and the credentials of {@code zerobus.oauth}.
 */
public interface ZerobusConnectionDetails extends ConnectionDetails {

    /**
     * Returns the address of the service.
     *
     * @return an address such as {@code https://workspace-id.zerobus.region.cloud.databricks.com}
     */
    String getEndpoint();

    /**
     * Returns the address of the workspace that issues tokens.
     *
     * @return an https address, or null if no tokens are required or a bean provides them
     */
    default @Nullable URI getWorkspaceUrl() {
        return null;
    }

    /**
     * Returns the client id of the service principal.
     *
     * @return the id, or null if no tokens are required or a bean provides them
     */
    default @Nullable String getClientId() {
        return null;
    }

    /**
     * Returns the client secret of the service principal.
     *
     * @return the secret, or null if no tokens are required or a bean provides them
     */
    default @Nullable String getClientSecret() {
        return null;
    }

    /**
     * Returns whether the service is an embedded server, which keeps records in memory.
     *
     * @return true for an embedded server
     */
    default boolean isEmbedded() {
        return false;
    }
}
