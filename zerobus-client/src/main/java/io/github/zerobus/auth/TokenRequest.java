package io.github.zerobus.auth;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.zerobus.Endpoint;
import io.github.zerobus.EngineAccess;
import io.github.zerobus.ErrorKind;
import io.github.zerobus.ForeignText;
import io.github.zerobus.InvalidOptionException;
import io.github.zerobus.ProxyException;
import io.github.zerobus.TableName;
import io.github.zerobus.ZerobusException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Requests tokens from the token endpoint of a workspace (docs/protocol.md#2.1, docs/protocol.md#2.2). Uses the URL
 * connections of the JDK, which start no threads; the newer HTTP client of JDK 17 cannot be closed. No message contains
 * the secret, a token or a body.
 */
final class TokenRequest {

    private static final int MAX_BODY_BYTES = 65_536;

    /** The JDK logs the headers of each request to it. Kept here, since a level is lost together with its logger. */
    private static final Logger HEADER_LOG = Logger.getLogger("sun.net.www.protocol.http.HttpURLConnection");

    static {
        // Unless the application has set the level of this logger by name.
        if (HEADER_LOG.getLevel() == null) {
            HEADER_LOG.setLevel(Level.INFO);
        }
    }

    private final URI address;
    private final String workspaceId;
    private final String authorization;
    private final Duration limit;
    private final TokenConnections connections;

    TokenRequest(
            URI workspaceUrl,
            String workspaceId,
            String clientId,
            String clientSecret,
            Duration limit,
            TokenConnections connections) {
        this.address = address(workspaceUrl);
        this.workspaceId = workspaceId;
        this.authorization = "Basic "
                + Base64.getEncoder().encodeToString((clientId + ":" + clientSecret).getBytes(StandardCharsets.UTF_8));
        this.limit = limit;
        this.connections = connections;
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

    String host() {
        return address.getHost();
    }

    /** Requests a token for a table; blocks for the time limit at most. */
    TokenResponse send(TableName table) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            HttpURLConnection connection = open();
            try {
                byte[] form = form(table).getBytes(StandardCharsets.UTF_8);
                // Otherwise the JDK silently repeats a request whose connection broke.
                connection.setFixedLengthStreamingMode(form.length);
                try (OutputStream out = connection.getOutputStream()) {
                    out.write(form);
                }
                checkStatus(table, connection.getResponseCode());
                return TokenResponse.parse(readBody(connection, deadline));
            } finally {
                connection.disconnect();
            }
        } catch (ProxyException e) {
            throw failure(table, ErrorKind.TRANSIENT, "is unreachable: " + e.getMessage(), e);
        } catch (IOException e) {
            throw failure(
                    table,
                    ErrorKind.TRANSIENT,
                    "is unreachable: " + e.getClass().getSimpleName(),
                    ForeignText.cause(e, List.of(authorization.substring("Basic ".length()))));
        } catch (IllegalArgumentException e) {
            throw failure(
                    table,
                    ErrorKind.AUTHENTICATION,
                    e.getMessage() + "; check that workspace-url is a workspace",
                    null);
        }
    }

    private HttpURLConnection open() throws IOException {
        HttpURLConnection connection = connections.open(address);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        // Half of the limit for each, so that connecting and reading together stay within it.
        connection.setConnectTimeout((int) limit.toMillis() / 2);
        connection.setReadTimeout((int) limit.toMillis() / 2);
        connection.setRequestProperty("Authorization", authorization);
        connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
        connection.setRequestProperty("Accept", "application/json");
        // There is about one request an hour, so a kept-alive connection would only occupy its thread.
        connection.setRequestProperty("Connection", "close");
        return connection;
    }

    private void checkStatus(TableName table, int status) {
        if (status < 200) {
            throw failure(table, ErrorKind.CONFIGURATION, "does not respond with HTTP; check workspace-url", null);
        }
        if (status == 429) {
            throw EngineAccess.failure(
                    ErrorKind.THROTTLED, true, null, where(table) + "limits the rate of requests (HTTP 429)", null);
        }
        if (status >= 500 || status == 408 || status == 425) {
            throw failure(table, ErrorKind.TRANSIENT, "responded with HTTP " + status, null);
        }
        if (status >= 300 && status < 400) {
            throw failure(
                    table,
                    ErrorKind.CONFIGURATION,
                    "redirects (HTTP " + status + "); set workspace-url to the target",
                    null);
        }
        if (status == 407) {
            throw failure(
                    table,
                    ErrorKind.CONFIGURATION,
                    "is behind a proxy that requires credentials (HTTP 407); set them in the proxy's address",
                    null);
        }
        if (status >= 300) {
            throw failure(
                    table,
                    status == 403 ? ErrorKind.PERMISSION : ErrorKind.AUTHENTICATION,
                    "rejected the credentials with HTTP " + status
                            + "; check client-id, client-secret and the grants of the service principal",
                    null);
        }
    }

    private String readBody(HttpURLConnection connection, long deadline) throws IOException {
        byte[] body = new byte[MAX_BODY_BYTES + 1];
        int length = 0;
        try (InputStream in = connection.getInputStream()) {
            for (int read = 0; read >= 0 && length < body.length; length += Math.max(read, 0)) {
                if (deadline - System.nanoTime() <= 0) {
                    throw new SocketTimeoutException("the response was too slow");
                }
                read = in.read(body, length, body.length - length);
            }
        }
        if (length > MAX_BODY_BYTES) {
            throw new IllegalArgumentException("the response is longer than " + MAX_BODY_BYTES + " bytes");
        }
        return new String(body, 0, length, StandardCharsets.UTF_8);
    }

    private String form(TableName table) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "client_credentials");
        fields.put("scope", "all-apis");
        fields.put("resource", "api://databricks/workspaces/" + workspaceId + "/zerobusDirectWriteApi");
        fields.put("authorization_details", details(table).toString());
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static JsonArray details(TableName table) {
        JsonObject forTable = detail("TABLE", table.toString(), "SELECT", "MODIFY");
        forTable.add("operations", array("zerobuswrite"));
        JsonArray details = new JsonArray();
        details.add(detail("CATALOG", table.catalog(), "USE CATALOG"));
        details.add(detail("SCHEMA", table.catalog() + "." + table.schema(), "USE SCHEMA"));
        details.add(forTable);
        return details;
    }

    private static JsonObject detail(String type, String path, String... privileges) {
        JsonObject detail = new JsonObject();
        detail.addProperty("type", "unity_catalog_privileges");
        detail.add("privileges", array(privileges));
        detail.addProperty("object_type", type);
        detail.addProperty("object_full_path", path);
        return detail;
    }

    private static JsonArray array(String... values) {
        JsonArray array = new JsonArray();
        for (String value : values) {
            array.add(value);
        }
        return array;
    }

    private ZerobusException failure(
            TableName table, ErrorKind kind, @Nullable String what, @Nullable Throwable cause) {
        return EngineAccess.failure(kind, kind == ErrorKind.TRANSIENT, null, where(table) + what, cause);
    }

    private String where(TableName table) {
        return "table " + table + ": the token endpoint of workspace " + host() + " ";
    }
}
