package io.github.zerobus.auth;

import io.github.zerobus.Endpoint;
import io.github.zerobus.EngineAccess;
import io.github.zerobus.ErrorKind;
import io.github.zerobus.ForeignText;
import io.github.zerobus.InvalidOptionException;
import io.github.zerobus.ProxyException;
import io.github.zerobus.TableName;
import io.github.zerobus.ZerobusException;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Requests tokens from the token endpoint of a workspace (docs/protocol.md#2.1, docs/protocol.md#2.2). No message
 * contains the secret, a token or a body.
 */
final class TokenRequest {

    private final URI address;
    private final String workspaceId;
    private final Supplier<Grant> grants;
    private final HttpClient http;
    private final RetryAfter pause;

    TokenRequest(URI workspaceUrl, String workspaceId, Supplier<Grant> grants, HttpClient http, RetryAfter pause) {
        this.address = address(workspaceUrl);
        this.workspaceId = workspaceId;
        this.grants = grants;
        this.http = http;
        this.pause = pause;
    }

    private static URI address(URI workspaceUrl) {
        try {
            return URI.create(Endpoint.parse(workspaceUrl.toString()) + "/oidc/v1/token");
        } catch (InvalidOptionException e) {
            throw EngineAccess.invalidOption(
                    "workspace-url",
                    "'" + workspaceUrl.getScheme() + "://" + workspaceUrl.getHost() + "'",
                    "it must be the https address of the workspace, without a path; plaintext is for loopback only");
        }
    }

    /** Returns the catalog of the same workspace. */
    UnityCatalog catalog() {
        return new UnityCatalog(address, grants, http);
    }

    String host() {
        return address.getHost();
    }

    /** Returns why no request may be sent at present, or nothing. */
    Optional<ZerobusException> refusal(TableName table) {
        return pause.rest()
                .map(rest -> failure(
                        kind(rest.status()),
                        where(table) + "asked for a pause (HTTP " + rest.status()
                                + " with Retry-After); the next request is possible in "
                                + (rest.rest().toSeconds() + 1) + " s",
                        null));
    }

    /** Requests a token for a table; blocks for the time limit of the HTTP client at most. */
    TokenResponse send(TableName table) {
        Grant grant = grants.get();
        Map<String, String> headers = new LinkedHashMap<>();
        grant.authorization().ifPresent(value -> headers.put("Authorization", value));
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        headers.put("Accept", "application/json");
        headers.put("User-Agent", "zerobus-spring");
        HttpReply reply = post(table, grant, headers);
        pause.answered(reply);
        checkStatus(table, reply.status(), grant);
        try {
            return TokenResponse.parse(reply.body());
        } catch (IllegalArgumentException e) {
            throw failure(
                    ErrorKind.AUTHENTICATION,
                    where(table) + "is not usable: " + e.getMessage() + "; check that workspace-url is a workspace",
                    null);
        }
    }

    private HttpReply post(TableName table, Grant grant, Map<String, String> headers) {
        try {
            return http.post(address, headers, TokenForm.of(grant, workspaceId, table));
        } catch (InvalidReplyException e) {
            throw failure(
                    ErrorKind.CONFIGURATION,
                    where(table) + "is not usable: " + e.getMessage() + "; check workspace-url",
                    null);
        } catch (ProxyException e) {
            throw failure(ErrorKind.TRANSIENT, where(table) + "is unreachable: " + e.getMessage(), e);
        } catch (IOException e) {
            throw failure(
                    ErrorKind.TRANSIENT,
                    where(table) + "is unreachable: " + HttpClient.reason(e, grant.secrets()),
                    ForeignText.cause(e, grant.secrets()));
        }
    }

    private void checkStatus(TableName table, int status, Grant grant) {
        if (status >= 200 && status < 300) {
            return;
        }
        String text = where(table)
                + switch (status) {
                    case 404, 405 -> "does not exist (HTTP " + status + "); check that workspace-url is a workspace";
                    case 407 ->
                        "is behind a proxy that requires credentials (HTTP 407); set them in the proxy's address";
                    case 429 -> "limits the rate of requests (HTTP 429)";
                    default -> text(status, grant);
                };
        throw failure(kind(status), text, null);
    }

    private static String text(int status, Grant grant) {
        if (kind(status) == ErrorKind.TRANSIENT) {
            return "responded with HTTP " + status;
        }
        return status < 400
                ? "redirects (HTTP " + status + "); set workspace-url to the target"
                : "rejected the credentials with HTTP " + status + "; " + grant.remedy();
    }

    private static ErrorKind kind(int status) {
        if (status >= 500) {
            return ErrorKind.TRANSIENT;
        }
        return switch (status) {
            case 408, 425 -> ErrorKind.TRANSIENT;
            case 429 -> ErrorKind.THROTTLED;
            case 403 -> ErrorKind.PERMISSION;
            case 407 -> ErrorKind.CONFIGURATION;
            default -> status < 400 ? ErrorKind.CONFIGURATION : ErrorKind.AUTHENTICATION;
        };
    }

    private static ZerobusException failure(ErrorKind kind, String text, @Nullable Throwable cause) {
        boolean retryable = kind == ErrorKind.TRANSIENT || kind == ErrorKind.THROTTLED;
        return EngineAccess.failure(kind, retryable, null, text, cause);
    }

    private String where(TableName table) {
        return "table " + table + ": the token endpoint of workspace " + host() + " ";
    }
}
