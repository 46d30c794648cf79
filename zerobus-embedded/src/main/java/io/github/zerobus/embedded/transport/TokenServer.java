package io.github.zerobus.embedded.transport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Token endpoint over HTTP (docs/protocol.md#2.1, docs/protocol.md#2.2). Each request has a time limit, so that slow
 * clients do not block others. Thread-safe.
 */
public final class TokenServer implements AutoCloseable {

    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(5);

    private final String clientId;
    private final String clientSecret;
    private final Duration tokenLifetime;
    private final HttpServer server;
    private final RequestThreads threads;
    private final AtomicInteger requests = new AtomicInteger();
    private final IssuedTokens tokens = new IssuedTokens();

    private volatile int nextStatus;

    /**
     * Starts the endpoint on a free port.
     *
     * @param clientId the only accepted client id; empty to accept any credentials
     * @param clientSecret its secret
     * @param tokenLifetime time from the issue of a token to its expiry
     * @throws UncheckedIOException if it cannot listen
     */
    public TokenServer(String clientId, String clientSecret, Duration tokenLifetime) {
        this(clientId, clientSecret, tokenLifetime, REQUEST_LIMIT);
    }

    TokenServer(String clientId, String clientSecret, Duration tokenLifetime, Duration requestLimit) {
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.tokenLifetime = tokenLifetime;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("The token endpoint of the embedded Zerobus server cannot listen", e);
        }
        threads = new RequestThreads(requestLimit);
        server.setExecutor(threads);
        server.createContext("/oidc/v1/token", this::handle);
        server.start();
    }

    /** Returns the base address of the endpoint. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Returns the number of token requests, including refused ones. */
    public int requests() {
        return requests.get();
    }

    /** Invalidates all tokens issued so far. */
    public void revokeTokens() {
        tokens.clear();
    }

    /** Answers the next request with an HTTP status and no token. */
    public void answerNextWith(int status) {
        nextStatus = status;
    }

    /** Returns whether a token was issued here and is neither expired nor revoked. */
    public boolean isValid(String token) {
        return tokens.isValid(token);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            String form = new String(exchange.getRequestBody().readNBytes(65_536), StandardCharsets.UTF_8);
            int status = nextStatus != 0 ? nextStatus : check(exchange, TokenForm.parse(form));
            nextStatus = 0;
            byte[] body = status == 200 ? issue() : "{\"error\":\"refused\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private int check(HttpExchange exchange, TokenForm form) {
        if (!exchange.getRequestMethod().equals("POST")) {
            return 405;
        }
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        boolean accepted =
                clientId.isEmpty() || TokenForm.basic(clientId, clientSecret).equals(authorization);
        if (!accepted) {
            return 401;
        }
        return form.isComplete() ? 200 : 400;
    }

    private byte[] issue() {
        String token = "embedded-" + UUID.randomUUID();
        tokens.add(token, tokenLifetime.toNanos());
        String json = "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":"
                + tokenLifetime.toSeconds() + "}";
        return json.getBytes(StandardCharsets.UTF_8);
    }

    /** Stops the endpoint and its threads. */
    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
