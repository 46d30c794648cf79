package io.github.zerobus.autoconfigure;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/** Where the service is and who we are; a bean of this type takes the place of the properties. */
public interface ZerobusConnectionDetails extends ConnectionDetails {

    /** Address of the service. */
    String getEndpoint();

    /** Address of the workspace, where tokens come from. */
    default @Nullable URI getWorkspaceUrl() {
        return null;
    }

    /** Client id of the service principal. */
    default @Nullable String getClientId() {
        return null;
    }

    /** Client secret of the service principal. */
    default @Nullable String getClientSecret() {
        return null;
    }

    /** Whether the service is the embedded one, which keeps records in this process only. */
    default boolean isEmbedded() {
        return false;
    }
}
