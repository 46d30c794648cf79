package io.github.zerobus.autoconfigure;

import io.github.zerobus.Endpoint;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Connection details that are read from the properties. */
final class PropertiesZerobusConnectionDetails implements ZerobusConnectionDetails {

    private final ZerobusProperties properties;

    PropertiesZerobusConnectionDetails(ZerobusProperties properties) {
        this.properties = properties;
    }

    @Override
    public String getEndpoint() {
        URI endpoint = PropertyChecks.address("zerobus.endpoint", properties.getEndpoint());
        if (endpoint == null) {
            throw new ZerobusConfigurationException(
                    "zerobus.endpoint is missing, although zerobus.workspace-url or zerobus.oauth.* is set",
                    "Set zerobus.endpoint to the address of the service,"
                            + " https://<workspace-id>.zerobus.<region>.cloud.databricks.com. To use the embedded"
                            + " server instead, remove zerobus.workspace-url and zerobus.oauth.*, and add"
                            + " zerobus-embedded to the class path.");
        }
        return Endpoint.parse(endpoint.toString()).toString();
    }

    @Override
    public @Nullable URI getWorkspaceUrl() {
        URI workspace = PropertyChecks.address("zerobus.workspace-url", properties.getWorkspaceUrl());
        if (workspace != null) {
            PropertyChecks.check(
                    workspace.getHost() != null,
                    "zerobus.workspace-url",
                    workspace,
                    "an address looks like https://host");
        }
        return workspace;
    }

    @Override
    public @Nullable String getClientId() {
        return PropertyChecks.word(
                "zerobus.oauth.client-id", properties.getOauth().getClientId());
    }

    @Override
    public @Nullable String getClientSecret() {
        return PropertyChecks.word(
                "zerobus.oauth.client-secret", properties.getOauth().getClientSecret());
    }
}
