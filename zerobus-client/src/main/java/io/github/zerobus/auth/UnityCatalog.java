package io.github.zerobus.auth;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.ErrorKind;
import io.github.zerobus.ForeignText;
import io.github.zerobus.ZerobusException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads descriptions of tables from the Unity Catalog of a workspace (docs/protocol.md#6). It needs another token than
 * the streams, one that is not bound to a table; no table is written with it.
 *
 * <p>Thread-safe. Blocks while it reads, for at most 10 seconds each for the token and for the table.
 */
public final class UnityCatalog {

    /** A table with 2,000 columns has about a megabyte. */
    private static final int MAX_BYTES = 4 << 20;

    private final URI tokens;
    private final Supplier<Grant> grants;
    private final HttpClient http;

    UnityCatalog(URI tokens, Supplier<Grant> grants, HttpClient http) {
        this.tokens = tokens;
        this.grants = grants;
        this.http = http;
    }

    /**
     * Reads a table.
     *
     * @param name {@code catalog.schema.table}
     * @return the description in JSON
     * @throws ZerobusException of kind {@code NOT_FOUND} if the table does not exist, and of other kinds if the catalog
     *     cannot be read; the message has no token, no secret and nothing of the response
     */
    public String table(String name) {
        String path = Arrays.stream(name.split("\\.", -1))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("."));
        Grant grant = grants.get();
        Token token = token(grant);
        HttpReply reply = send(
                grant,
                "the catalog",
                () -> http.get(
                        tokens.resolve("/api/2.1/unity-catalog/tables/" + path),
                        Map.of(
                                "Authorization", "Bearer " + token.value(),
                                "Accept", "application/json",
                                "User-Agent", "zerobus-spring"),
                        MAX_BYTES));
        if (reply.status() == 404) {
            throw failure(
                    ErrorKind.NOT_FOUND,
                    "table " + name + " does not exist in the catalog of workspace " + tokens.getHost()
                            + ", or the service principal does not see it",
                    null);
        }
        checkStatus("the catalog", reply.status());
        return reply.body();
    }

    private Token token(Grant grant) {
        Map<String, String> headers = new LinkedHashMap<>();
        grant.authorization().ifPresent(value -> headers.put("Authorization", value));
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        headers.put("Accept", "application/json");
        headers.put("User-Agent", "zerobus-spring");
        String endpoint = "the token endpoint";
        HttpReply reply = send(grant, endpoint, () -> http.post(tokens, headers, TokenForm.ofWorkspace(grant)));
        checkStatus(endpoint, reply.status());
        try {
            return TokenResponse.parse(reply.body()).token();
        } catch (IllegalArgumentException e) {
            throw failure(ErrorKind.AUTHENTICATION, where(endpoint) + "is not usable: " + e.getMessage(), null);
        }
    }

    @FunctionalInterface
    private interface Request {

        HttpReply send() throws IOException;
    }

    private HttpReply send(Grant grant, String endpoint, Request request) {
        try {
            return request.send();
        } catch (InvalidReplyException e) {
            throw failure(ErrorKind.CONFIGURATION, where(endpoint) + "is not usable: " + e.getMessage(), null);
        } catch (IOException e) {
            throw failure(
                    ErrorKind.TRANSIENT,
                    where(endpoint) + "is unreachable: " + HttpClient.reason(e, grant.secrets()),
                    ForeignText.cause(e, grant.secrets()));
        }
    }

    private void checkStatus(String endpoint, int status) {
        if (status >= 200 && status < 300) {
            return;
        }
        String what = status == 401 || status == 403
                ? "refused the service principal (HTTP " + status + ")"
                : status < 400 ? "redirects (HTTP " + status + ")" : "responded with HTTP " + status;
        throw failure(kind(status), where(endpoint) + what, null);
    }

    private static ErrorKind kind(int status) {
        if (status == 408 || (status >= 500 && status != 501)) {
            return ErrorKind.TRANSIENT;
        }
        return switch (status) {
            case 401 -> ErrorKind.AUTHENTICATION;
            case 403 -> ErrorKind.PERMISSION;
            case 429 -> ErrorKind.THROTTLED;
            default -> ErrorKind.CONFIGURATION;
        };
    }

    private String where(String endpoint) {
        return endpoint + " of workspace " + tokens.getHost() + " ";
    }

    private static ZerobusException failure(ErrorKind kind, String text, @Nullable Throwable cause) {
        boolean retryable = kind == ErrorKind.TRANSIENT || kind == ErrorKind.THROTTLED;
        return EngineAccess.failure(kind, retryable, null, text, cause);
    }
}
