package io.github.zerobus.autoconfigure;

import io.github.zerobus.Endpoint;
import io.github.zerobus.Internal;
import io.github.zerobus.auth.HeadersProvider;
import io.github.zerobus.auth.OAuthTokenProvider;
import io.github.zerobus.auth.SubjectTokenProvider;
import io.github.zerobus.auth.TokenProvider;
import io.github.zerobus.stream.MultiplexedStreamBuilder;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.StringUtils;

/**
 * Credentials that all streams share: a {@link HeadersProvider} or {@link TokenProvider} bean takes precedence over the
 * connection details, and a {@link SubjectTokenProvider} bean over the client secret.
 */
@Internal
public final class ZerobusCredentials {

    private static final String SUBJECT_TOKEN_FILE = "zerobus.oauth.subject-token-file";

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
            @Nullable SubjectTokenProvider subjectTokens,
            ObjectProvider<SslBundles> bundles) {
        Endpoint endpoint = Endpoint.parse(details.getEndpoint());
        if (headers != null || tokens != null) {
            return new ZerobusCredentials(headers, tokens);
        }
        String subjectFile = properties.getOauth().getSubjectTokenFile();
        boolean anySet = subjectTokens != null
                || StringUtils.hasText(subjectFile)
                || StringUtils.hasText(details.getClientId())
                || StringUtils.hasText(details.getClientSecret());
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
                .tokenRefreshBuffer(properties.getOauth().getTokenRefreshBuffer())
                .proxy(ProxySettings.of(properties.getProxy()).rulesFor(String.valueOf(workspace.getHost())));
        if (subjectTokens != null) {
            oauth.subjectToken(subjectTokens);
            setClientId(oauth, details.getClientId());
        } else if (subjectFile != null && StringUtils.hasText(subjectFile)) {
            oauth.subjectTokenFile(subjectTokenFile(subjectFile, details));
            setClientId(oauth, details.getClientId());
        } else {
            oauth.clientId(required(details.getClientId(), "zerobus.oauth.client-id"));
            oauth.clientSecret(required(details.getClientSecret(), "zerobus.oauth.client-secret"));
        }
        String bundle = properties.getSsl().getBundle();
        if (bundle != null) {
            // The bundle is looked up for each request, since it can be updated.
            oauth.sslContext(() -> bundles.getObject().getBundle(bundle).createSslContext());
        }
        return new ZerobusCredentials(null, oauth.build());
    }

    private static void setClientId(OAuthTokenProvider.Builder oauth, @Nullable String clientId) {
        if (clientId != null && StringUtils.hasText(clientId)) {
            oauth.clientId(clientId);
        }
    }

    /** A file that is missing at the start is a mistake; one that is missing later is waited for. */
    private static Path subjectTokenFile(String file, ZerobusConnectionDetails details) {
        PropertyChecks.text(SUBJECT_TOKEN_FILE, file);
        PropertyChecks.check(
                !StringUtils.hasText(details.getClientSecret()),
                SUBJECT_TOKEN_FILE,
                file,
                "remove it or zerobus.oauth.client-secret, since only one of them can be used");
        Path path = Path.of(file);
        PropertyChecks.check(
                Files.isReadable(path) && !Files.isDirectory(path),
                SUBJECT_TOKEN_FILE,
                file,
                "name a file that exists and that this process may read");
        return path;
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
