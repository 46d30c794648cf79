package io.github.zerobus.autoconfigure.diagnostics;

import io.github.zerobus.GrpcCode;
import io.github.zerobus.SchemaException;
import io.github.zerobus.SchemaFault;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.TableName;
import java.util.stream.Collectors;

/** Remedies for a stream that cannot be opened. */
final class OpeningRemedies {

    private final String prefix;
    private final Principal principal;

    /**
     * Creates remedies.
     *
     * @param prefix of the stream's properties, without a trailing dot
     * @param principal that grants are for
     */
    OpeningRemedies(String prefix, Principal principal) {
        this.prefix = prefix;
        this.principal = principal;
    }

    String of(StreamOpenException failure) {
        return switch (failure.kind()) {
            case AUTHENTICATION -> credentials(failure.grpcCode().isPresent());
            case PERMISSION -> grants(failure.table());
            case NOT_FOUND -> notFound(failure);
            case INVALID_DATA -> schema(failure);
            case CONFIGURATION, PROTOCOL ->
                "Check zerobus.endpoint, zerobus.workspace-url, and the beans of the application that provide tokens,"
                        + " headers and channels.";
            default ->
                "Check that zerobus.endpoint and zerobus.workspace-url are reachable from this host, through"
                        + " zerobus.proxy.url or the proxy of the environment if there is one. To start without"
                        + " waiting for the service, set " + prefix + ".startup to background.";
        };
    }

    /** A code means that the workspace issued a token, which the service then rejected. */
    private static String credentials(boolean rejectedByService) {
        return rejectedByService
                ? "The service rejected the token. Check that zerobus.endpoint and zerobus.workspace-url belong together:"
                        + " the host of the endpoint starts with the id of the workspace that issues the tokens. If the"
                        + " application defines a TokenProvider or HeadersProvider bean, check what it returns."
                : "The workspace rejected the credentials. Check zerobus.oauth.client-id and zerobus.oauth.client-secret"
                        + " (or the subject token and the federation policy), that the secret has not expired, and that zerobus.workspace-url is the workspace of the"
                        + " service principal and of zerobus.endpoint.";
    }

    private String grants(TableName table) {
        String to = " TO " + principal.quoted() + ";\n";
        return "Grant the required privileges to the service principal; an inherited ALL PRIVILEGES may not suffice:\n"
                + "    GRANT USE CATALOG ON CATALOG " + SqlName.quoted(table.catalog()) + to
                + "    GRANT USE SCHEMA ON SCHEMA " + SqlName.ofSchema(table) + to
                + "    GRANT MODIFY, SELECT ON TABLE " + SqlName.of(table) + to
                + (principal.isKnown()
                        ? "The name after TO is zerobus.oauth.client-id, the application id of the service principal."
                        : "Replace <application id> with the application id of the service principal.");
    }

    private static String notFound(StreamOpenException failure) {
        boolean service = failure.grpcCode()
                .filter(code -> code == GrpcCode.UNIMPLEMENTED)
                .isPresent();
        return service
                ? "There is no Zerobus Ingest service at zerobus.endpoint. The address has the form"
                        + " https://<workspace-id>.zerobus.<region>.cloud.databricks.com."
                : "Check that the table " + failure.table() + " exists in the workspace, that its name has the form"
                        + " catalog.schema.table, and that zerobus.endpoint is in its region. The service does not create"
                        + " tables.";
    }

    private String schema(StreamOpenException failure) {
        String faults = failure.getCause() instanceof SchemaException schema
                ? schema.fault().causes().stream()
                        .map(cause -> "    - " + meaning(cause) + "\n")
                        .collect(Collectors.joining("", "The records do not match the table:\n", ""))
                : "";
        String columns = failure.columns().isEmpty()
                ? ""
                : "The fields of the records are " + String.join(", ", failure.columns()) + ". ";
        return faults + columns + "Compare them with DESCRIBE TABLE " + SqlName.of(failure.table())
                + "; the table must be a managed Delta table. Change the table, or the record-type, record-class and"
                + " record-naming of " + prefix + ".";
    }

    private static String meaning(SchemaFault.Cause cause) {
        return switch (cause) {
            case FIELD_NOT_IN_TABLE -> "a field has no column of the same name";
            case MISSING_REQUIRED_COLUMN -> "a column that must not be null has no field";
            case FIELD_OUT_OF_ORDER -> "the fields are not in the order of the columns";
            case TYPE_INCOMPATIBLE -> "the type of a field does not match its column";
            case FIELD_COUNT_MISMATCH -> "the number of fields differs from the number of columns";
            case UNKNOWN -> "the reason is not one that this version can explain";
        };
    }

    static String tls(boolean service) {
        return tls(service ? "zerobus.endpoint" : "zerobus.workspace-url");
    }

    private static String tls(String key) {
        return "Check that " + key + " uses TLS and that its certificate is trusted. If it was signed by a private"
                + " authority or by a proxy that inspects TLS, set zerobus.ssl.bundle to an SSL bundle that trusts"
                + " it; without a bundle, the trust store of the JVM (javax.net.ssl.trustStore) is used.";
    }

    static String proxy(boolean byProperty) {
        return "Check " + (byProperty ? "zerobus.proxy.url" : "the proxy of the environment (https_proxy and similar)")
                + ": host, port, user and password, and that it allows CONNECT tunnels to zerobus.endpoint and"
                + " zerobus.workspace-url. For hosts that need no proxy, set "
                + (byProperty ? "zerobus.proxy.no-proxy" : "no_proxy") + ".";
    }
}
