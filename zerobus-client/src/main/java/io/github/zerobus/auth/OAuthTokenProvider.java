package io.github.zerobus.auth;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.ProxyRules;
import io.github.zerobus.TableName;
import io.github.zerobus.ZerobusException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Provides tokens of a service principal by OAuth, in exchange for a client secret or for the token of another identity
 * provider (docs/protocol.md#2). A token is valid for one table. It is cached for all streams that share this provider.
 * When it is used some time before its end, a request for the next one starts, and the cached one is returned. One
 * request is sent for a table at a time, however many sub-streams ask for its token. It has 10 seconds for everything,
 * from the lookup of the host's name to the last byte.
 *
 * <p>Thread-safe. Blocks only if there is no valid token, until the request ends.
 */
public final class OAuthTokenProvider implements TokenProvider {

    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);
    /** The request fails by its own limit first, with the reason. */
    private static final Duration WAIT_LIMIT = REQUEST_LIMIT.plusSeconds(1);

    private final TokenRequest request;
    private final Duration refreshBuffer;
    private final TokenClock clock;
    private final Executor threads;
    private final TokenCounts counts = new TokenCounts();
    private final Map<TableName, TokenCache> caches = new ConcurrentHashMap<>();

    OAuthTokenProvider(TokenRequest request, Duration refreshBuffer, TokenClock clock, Executor threads) {
        this.request = request;
        this.refreshBuffer = refreshBuffer;
        this.clock = clock;
        this.threads = threads;
    }

    /**
     * Returns a builder.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * {@inheritDoc}
     *
     * @throws io.github.zerobus.InvalidOptionException if the table's name does not have three parts
     * @throws io.github.zerobus.StreamInterruptedException if the thread is interrupted while it waits for the request
     *     of another thread
     */
    @Override
    public Token token(String table) {
        TableName name = TableName.parse(table);
        return caches.computeIfAbsent(name, this::cache).token();
    }

    private TokenCache cache(TableName table) {
        TokenSource source = new TokenSource() {
            @Override
            public Optional<ZerobusException> refusal() {
                return request.refusal(table);
            }

            @Override
            public TokenResponse request() {
                return request.send(table);
            }
        };
        return new TokenCache(source, refreshBuffer, clock, counts, threads, WAIT_LIMIT);
    }

    /** A request has a thread of its own: there is about one an hour, and a lookup that hangs delays no other. */
    private static void runInNewThread(Runnable task) {
        Thread thread = new Thread(task, "zerobus-token-request");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void invalidate(Token rejected) {
        caches.values().forEach(cache -> cache.invalidate(rejected));
    }

    /**
     * Returns the catalog of the workspace, which knows the columns of the tables.
     *
     * @return a catalog that uses the credentials of this provider
     */
    public UnityCatalog catalog() {
        return request.catalog();
    }

    /**
     * Returns the numbers of this provider; does not block.
     *
     * @return a snapshot of this moment
     */
    public TokenSnapshot snapshot() {
        return counts.snapshot();
    }

    @Override
    public String toString() {
        return "OAuthTokenProvider[" + request.host() + "]";
    }

    /** Builds an {@link OAuthTokenProvider}. Not thread-safe. */
    public static final class Builder {

        private @Nullable URI workspaceUrl;
        private @Nullable String workspaceId;
        private @Nullable String clientId;
        private @Nullable String clientSecret;
        private Duration tokenRefreshBuffer = Duration.ofMinutes(5);
        private @Nullable SubjectTokenProvider subjectToken;
        private @Nullable ProxyRules proxy;
        private @Nullable Supplier<SSLContext> sslContext;

        private Builder() {}

        /**
         * Sets the address of the workspace that issues the tokens. Required.
         *
         * @param value the address, without a path; https, or http for loopback
         * @return this builder
         */
        public Builder workspaceUrl(URI value) {
            workspaceUrl = value;
            return this;
        }

        /**
         * Sets the id of the workspace. Required.
         *
         * @param value the id, which {@link io.github.zerobus.Endpoint#workspaceId()} returns
         * @return this builder
         */
        public Builder workspaceId(String value) {
            workspaceId = value;
            return this;
        }

        /**
         * Sets the client id of the service principal. Required with a client secret; with a subject token, it selects
         * the federation policy of that service principal instead of the one of the account.
         *
         * @param value the id
         * @return this builder
         */
        public Builder clientId(String value) {
            clientId = value;
            return this;
        }

        /**
         * Sets the client secret of the service principal. Required, unless there is a subject token.
         *
         * @param value the secret; it appears in no message and no log
         * @return this builder
         */
        public Builder clientSecret(String value) {
            clientSecret = value;
            return this;
        }

        /**
         * Sets the source of tokens of another identity provider. They are exchanged for tokens of the workspace
         * (RFC 8693), in place of a client secret.
         *
         * @param value the source
         * @return this builder
         */
        public Builder subjectToken(SubjectTokenProvider value) {
            subjectToken = value;
            return this;
        }

        /**
         * Sets the file that has the token of another identity provider, such as a projected token of Kubernetes. It is
         * read for each token request.
         *
         * @param value the file; a JSON Web Token, of at most 64 KB
         * @return this builder
         * @see #subjectToken
         */
        public Builder subjectTokenFile(Path value) {
            return subjectToken(new SubjectTokenFile(value));
        }

        /**
         * Sets how long before its end a token is refreshed, but not before half of its life. Default: 5 minutes.
         *
         * @param value a duration of zero or more
         * @return this builder
         */
        public Builder tokenRefreshBuffer(Duration value) {
            tokenRefreshBuffer = value;
            return this;
        }

        /**
         * Sets the proxy to the workspace. Default: that of the environment variables. If the rules are
         * {@link ProxyRules#direct()}, or no variable names a proxy, the settings of the JVM apply.
         *
         * @param value the rules
         * @return this builder
         */
        public Builder proxy(ProxyRules value) {
            proxy = value;
            return this;
        }

        /**
         * Sets the TLS context of token requests. Default: that of the JVM, which the system properties
         * {@code javax.net.ssl.*} describe.
         *
         * @param value called for each request, so that renewed certificates take effect; may block
         * @return this builder
         */
        public Builder sslContext(Supplier<SSLContext> value) {
            sslContext = value;
            return this;
        }

        /**
         * Builds the provider. Sends no request.
         *
         * @return the provider
         * @throws io.github.zerobus.InvalidOptionException if a required value is missing, a value is invalid, or the
         *     proxy of the environment is invalid; the message names the option and the remedy
         */
        public OAuthTokenProvider build() {
            URI workspace = required("workspace-url", workspaceUrl, "set it to the https address of the workspace");
            if (tokenRefreshBuffer.isNegative()) {
                throw EngineAccess.invalidOption("token-refresh-buffer", tokenRefreshBuffer, "choose zero or more");
            }
            Supplier<Grant> grants = grants();
            Supplier<SSLContext> tls = sslContext;
            TokenClock clock = TokenClock.system();
            TokenRequest request = new TokenRequest(
                    workspace,
                    required("workspace-id", workspaceId, "set it to the first label of the endpoint's host"),
                    grants,
                    new HttpClient(
                            proxy != null ? proxy : ProxyRules.environment(host(workspace)),
                            tls == null ? SSLContext::getDefault : tls::get,
                            REQUEST_LIMIT),
                    new RetryAfter(clock));
            return new OAuthTokenProvider(request, tokenRefreshBuffer, clock, OAuthTokenProvider::runInNewThread);
        }

        private Supplier<Grant> grants() {
            if (subjectToken != null) {
                if (clientSecret != null) {
                    throw EngineAccess.invalidOption(
                            "client-secret", "set together with a subject token", "remove one of them");
                }
                return new SubjectTokens(subjectToken, clientId, InstantSource.system());
            }
            Grant grant = Grant.clientCredentials(
                    required("client-id", clientId, "set it to the one of a service principal"),
                    required("client-secret", clientSecret, "set it to the one of the service principal"));
            return () -> grant;
        }

        private static <T> T required(String option, @Nullable T value, String remedy) {
            if (value == null) {
                throw EngineAccess.invalidOption(option, "missing", remedy);
            }
            return value;
        }

        private static String host(URI address) {
            return address.getHost() == null ? "" : address.getHost();
        }
    }
}
