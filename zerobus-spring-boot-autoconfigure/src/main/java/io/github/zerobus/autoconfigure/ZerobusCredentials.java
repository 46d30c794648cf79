package io.github.zerobus.autoconfigure;

import io.github.zerobus.Endpoint;
import io.github.zerobus.auth.HeadersProvider;
import io.github.zerobus.auth.OAuthTokenProvider;
import io.github.zerobus.auth.TokenProvider;
import io.github.zerobus.stream.MultiplexedStreamBuilder;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/** How streams prove who they are: the application's providers before the credentials of connection details. */
final class ZerobusCredentials {

    private final @Nullable HeadersProvider headers;
    private final @Nullable TokenProvider tokens;

    private ZerobusCredentials(@Nullable HeadersProvider headers, @Nullable TokenProvider tokens) {
        this.headers = headers;
        this.tokens = tokens;
    }

    static ZerobusCredentials of(
            ZerobusProperties properties,
            ZerobusConnectionDetails details,
            @Nullable HeadersProvider headers,
            @Nullable TokenProvider tokens) {
        Endpoint endpoint = Endpoint.parse(details.getEndpoint());
        if (headers != null || tokens != null) {
            return new ZerobusCredentials(headers, tokens);
        }
        boolean anything = StringUtils.hasText(details.getClientId()) || StringUtils.hasText(details.getClientSecret());
        if (!anything && !endpoint.tls()) {
            return new ZerobusCredentials(null, null);
        }
        URI workspace = details.getWorkspaceUrl();
        if (workspace == null) {
            throw missing("zerobus.workspace-url", "the address of the workspace, where tokens come from");
        }
        WorkspaceMatch.check(endpoint, workspace);
        return new ZerobusCredentials(
                null,
                OAuthTokenProvider.of(
                        workspace,
                        endpoint.workspaceId(),
                        required(details.getClientId(), "zerobus.oauth.client-id"),
                        required(details.getClientSecret(), "zerobus.oauth.client-secret"),
                        properties.getOauth().getTokenRefreshBuffer(),
                        ProxySettings.of(properties.getProxy()).rulesFor(String.valueOf(workspace.getHost()))));
    }

    private static String required(@Nullable String value, String key) {
        if (value == null || !StringUtils.hasText(value)) {
            throw missing(key, "that of a service principal with grants on the table");
        }
        return value;
    }

    private static ZerobusConfigurationException missing(String key, String what) {
        return new ZerobusConfigurationException(
                key + " is missing",
                "Set " + key + " to " + what + ", or give a TokenProvider or HeadersProvider bean in its place.");
    }

    void applyTo(MultiplexedStreamBuilder stream) {
        if (headers != null) {
            stream.headersProvider(headers);
        } else if (tokens != null) {
            stream.tokenProvider(tokens);
        }
    }

    /** Our own token provider, whose requests are counted; none if the application brings another. */
    Optional<OAuthTokenProvider> oauth() {
        return tokens instanceof OAuthTokenProvider oauth ? Optional.of(oauth) : Optional.empty();
    }
}
