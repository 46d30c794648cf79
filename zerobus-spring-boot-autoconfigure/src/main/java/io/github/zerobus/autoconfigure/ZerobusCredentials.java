package io.github.zerobus.autoconfigure;

import io.github.zerobus.Endpoint;
import io.github.zerobus.Internal;
import io.github.zerobus.auth.HeadersProvider;
import io.github.zerobus.auth.OAuthTokenProvider;
import io.github.zerobus.auth.TokenProvider;
import io.github.zerobus.stream.MultiplexedStreamBuilder;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.StringUtils;

/**
 * Credentials that all streams share: a {@link HeadersProvider} or {@link TokenProvider} bean takes precedence over the
 * connection details.
 */
@Internal
public final class ZerobusCredentials {

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
            @Nullable TokenProvider tokens,
            ObjectProvider<SslBundles> bundles) {
        Endpoint endpoint = Endpoint.parse(details.getEndpoint());
        if (headers != null || tokens != null) {
            return new ZerobusCredentials(headers, tokens);
        }
        boolean anySet = StringUtils.hasText(details.getClientId()) || StringUtils.hasText(details.getClientSecret());
        if (!anySet && !endpoint.tls()) {
            return new ZerobusCredentials(null, null);
        }
        URI workspace = details.getWorkspaceUrl();
        if (workspace == null) {
            throw missing("zerobus.workspace-url", "the address of the workspace that issues tokens");
        }
        WorkspaceMatch.check(endpoint, workspace);
        OAuthTokenProvider.Builder oauth = OAuthTokenProvider.builder()
                .workspaceUrl(workspace)
                .workspaceId(endpoint.workspaceId())
                .clientId(required(details.getClientId(), "zerobus.oauth.client-id"))
                .clientSecret(required(details.getClientSecret(), "zerobus.oauth.client-secret"))
                .tokenRefreshBuffer(properties.getOauth().getTokenRefreshBuffer())
                .proxy(ProxySettings.of(properties.getProxy()).rulesFor(String.valueOf(workspace.getHost())));
        String bundle = properties.getSsl().getBundle();
        if (bundle != null) {
            // The bundle is looked up for each request, since it can be updated.
            oauth.sslContext(() -> bundles.getObject().getBundle(bundle).createSslContext());
        }
        return new ZerobusCredentials(null, oauth.build());
    }

    private static String required(@Nullable String value, String key) {
        if (value == null || !StringUtils.hasText(value)) {
            throw missing(key, "the one of a service principal with grants on the table");
        }
        return value;
    }

    private static ZerobusConfigurationException missing(String key, String value) {
        return new ZerobusConfigurationException(
                key + " is missing",
                "Set " + key + " to " + value + ", or define a TokenProvider or HeadersProvider bean instead.");
    }

    /**
     * Sets the credentials on the builder of a stream.
     *
     * @param stream builder of the stream
     */
    public void applyTo(MultiplexedStreamBuilder stream) {
        if (headers != null) {
            stream.headersProvider(headers);
        } else if (tokens != null) {
            stream.tokenProvider(tokens);
        }
    }

    /**
     * Returns the token provider that requests tokens with the client id and secret.
     *
     * @return the provider, or nothing if the application defines its own or no credentials are needed
     */
    public Optional<OAuthTokenProvider> oauth() {
        return tokens instanceof OAuthTokenProvider oauth ? Optional.of(oauth) : Optional.empty();
    }
}
