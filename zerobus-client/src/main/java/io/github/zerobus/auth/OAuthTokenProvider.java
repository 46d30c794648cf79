package io.github.zerobus.auth;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.InvalidOptionException;
import io.github.zerobus.ProxyRules;
import io.github.zerobus.TableName;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Tokens of a service principal by OAuth client credentials (protocol 2). A token is good for one table; it is kept for
 * all streams that share this provider and renewed on use, some time before it ends. However many sub-streams ask at
 * once, one request is made. Thread-safe; blocks while a token is fetched, half a minute at most.
 */
public final class OAuthTokenProvider implements TokenProvider {

    private static final Duration DEFAULT_REFRESH_BUFFER = Duration.ofMinutes(5);

    private final TokenRequest request;
    private final Duration refreshBuffer;
    private final LongSupplier nanoTime;
    private final TokenCounts counts = new TokenCounts();
    private final Map<TableName, TokenCache> caches = new ConcurrentHashMap<>();

    OAuthTokenProvider(TokenRequest request, Duration refreshBuffer, LongSupplier nanoTime) {
        this.request = request;
        this.refreshBuffer = refreshBuffer;
        this.nanoTime = nanoTime;
    }

    /**
     * A provider that renews tokens five minutes before they end.
     *
     * @param workspaceUrl address of the workspace, https unless on this machine
     * @param workspaceId id of the workspace, the first label of the service's host
     * @throws InvalidOptionException if the address cannot be used; the message names the remedy
     */
    public static OAuthTokenProvider of(URI workspaceUrl, String workspaceId, String clientId, String clientSecret) {
        return of(workspaceUrl, workspaceId, clientId, clientSecret, DEFAULT_REFRESH_BUFFER);
    }

    /**
     * A provider that renews tokens some time before they end, but not before half of their life. The workspace is
     * reached through a proxy as the environment says; see {@link ProxyRules#environment()}.
     *
     * @throws InvalidOptionException if the address or the time cannot be used; the message names the remedy
     */
    public static OAuthTokenProvider of(
            URI workspaceUrl, String workspaceId, String clientId, String clientSecret, Duration refreshBuffer) {
        String host = workspaceUrl.getHost() == null ? "" : workspaceUrl.getHost();
        return of(workspaceUrl, workspaceId, clientId, clientSecret, refreshBuffer, ProxyRules.environment(host));
    }

    /**
     * A provider that reaches the workspace through a proxy.
     *
     * @param proxies through which one; without any, as the JVM's own settings say
     * @throws InvalidOptionException if the address or the time cannot be used; the message names the remedy
     */
    public static OAuthTokenProvider of(
            URI workspaceUrl,
            String workspaceId,
            String clientId,
            String clientSecret,
            Duration refreshBuffer,
            ProxyRules proxies) {
        if (refreshBuffer.isNegative()) {
            throw EngineAccess.invalidOption("oauth.token-refresh-buffer", refreshBuffer, "choose zero or more");
        }
        TokenRequest request = new TokenRequest(
                workspaceUrl,
                workspaceId,
                clientId,
                clientSecret,
                Duration.ofSeconds(30),
                TokenConnections.of(proxies));
        return new OAuthTokenProvider(request, refreshBuffer, System::nanoTime);
    }

    @Override
    public Token token(String table) {
        TableName name = TableName.parse(table);
        return caches.computeIfAbsent(name, this::cache).token();
    }

    private TokenCache cache(TableName table) {
        return new TokenCache(() -> request.send(table), refreshBuffer, nanoTime, counts);
    }

    @Override
    public void invalidate(Token refused) {
        caches.values().forEach(cache -> cache.invalidate(refused));
    }

    /** Requests that brought a token. */
    public long refreshes() {
        return counts.successes();
    }

    /** Requests that failed, also where an older token could be served all the same. */
    public long refreshFailures() {
        return counts.failures();
    }

    @Override
    public String toString() {
        return "OAuthTokenProvider[" + request.host() + "]";
    }
}
