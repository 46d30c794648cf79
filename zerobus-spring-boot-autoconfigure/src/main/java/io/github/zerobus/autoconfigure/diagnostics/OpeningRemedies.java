package io.github.zerobus.autoconfigure.diagnostics;

import io.github.zerobus.GrpcCode;
import io.github.zerobus.SchemaException;
import io.github.zerobus.SchemaFault;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.TableName;
import java.util.stream.Collectors;

/** What to do about a stream that cannot be opened. */
final class OpeningRemedies {

    private OpeningRemedies() {}

    static String of(StreamOpenException failure, Principal principal) {
        return switch (failure.kind()) {
            case AUTHENTICATION -> credentials(failure.grpcCode().isPresent());
            case PERMISSION -> grants(failure.table(), principal);
            case NOT_FOUND -> notFound(failure);
            case INVALID_DATA -> schema(failure);
            case CONFIGURATION, PROTOCOL ->
                "Check zerobus.endpoint, zerobus.workspace-url, and the application's beans for tokens, headers and"
                        + " channels.";
            default ->
                "Check that zerobus.endpoint and zerobus.workspace-url can be reached from here, through zerobus.proxy.url"
                        + " or the proxy of the environment if there is one. To start without waiting for it, set"
                        + " zerobus.stream.startup to background.";
        };
    }

    /** A code means that there was a token: the workspace took the credentials, and the service did not take the token. */
    private static String credentials(boolean refusedByTheService) {
        return refusedByTheService
                ? "The service refuses the token. Check that zerobus.endpoint and zerobus.workspace-url belong together:"
                        + " the endpoint's host begins with the id of the workspace that the tokens come from. If the"
                        + " application has a TokenProvider or HeadersProvider bean, look at what it gives."
                : "The workspace refuses the credentials. Check zerobus.oauth.client-id and zerobus.oauth.client-secret,"
                        + " that the secret has not expired, and that zerobus.workspace-url is the workspace of the"
                        + " service principal and of zerobus.endpoint.";
    }

    private static String grants(TableName table, Principal principal) {
        String to = " TO " + principal.quoted() + ";\n";
        return "Grant the service principal what it needs; inherited ALL PRIVILEGES may not do:\n"
                + "    GRANT USE CATALOG ON CATALOG " + SqlName.quoted(table.catalog()) + to
                + "    GRANT USE SCHEMA ON SCHEMA " + SqlName.ofSchema(table) + to
                + "    GRANT MODIFY, SELECT ON TABLE " + SqlName.of(table) + to
                + (principal.isKnown()
                        ? "The name behind TO is zerobus.oauth.client-id, the application id of the service principal."
                        : "Put the application id of the service principal in place of <application id>.");
    }

    private static String notFound(StreamOpenException failure) {
        boolean service = failure.grpcCode()
                .filter(code -> code == GrpcCode.UNIMPLEMENTED)
                .isPresent();
        return service
                ? "There is no Zerobus Ingest service at zerobus.endpoint. It looks like"
                        + " https://<workspace-id>.zerobus.<region>.cloud.databricks.com."
                : "Check that the table " + failure.table() + " exists in the workspace, that its name is written as"
                        + " catalog.schema.table, and that zerobus.endpoint is of its region. The service makes no tables.";
    }

    private static String schema(StreamOpenException failure) {
        String faults = failure.getCause() instanceof SchemaException schema
                ? schema.fault().causes().stream()
                        .map(cause -> "    - " + meaning(cause) + "\n")
                        .collect(Collectors.joining("", "The records do not fit the table:\n", ""))
                : "";
        String columns = failure.columns().isEmpty()
                ? ""
                : "The fields of the records are " + String.join(", ", failure.columns()) + ". ";
        return faults + columns + "Compare them with DESCRIBE TABLE " + SqlName.of(failure.table())
                + "; the table must be a managed Delta table. Change the table, or zerobus.stream.record-type,"
                + " record-class and record-naming.";
    }

    private static String meaning(SchemaFault.Cause cause) {
        return switch (cause) {
            case FIELD_NOT_IN_TABLE -> "a field has no column of its name";
            case MISSING_REQUIRED_COLUMN -> "a column that may not be null has no field";
            case FIELD_OUT_OF_ORDER -> "fields are in another order than columns";
            case TYPE_INCOMPATIBLE -> "the type of a field does not fit its column";
            case FIELD_COUNT_MISMATCH -> "there are more or fewer fields than columns";
            case UNKNOWN -> "for a reason that this version does not know";
        };
    }

    static String tls(boolean service) {
        return service
                ? "Check that zerobus.endpoint speaks TLS and that its certificate is trusted. If a private authority or a"
                        + " proxy that looks into TLS signed it, set zerobus.ssl.bundle to an SSL bundle that trusts it;"
                        + " without one, the JVM's trust holds."
                : "Check that zerobus.workspace-url speaks TLS and that the JVM trusts its certificate; zerobus.ssl.bundle is"
                        + " for zerobus.endpoint only. If a private authority or a proxy that looks into TLS signed it,"
                        + " add that authority to the JVM's trust store (javax.net.ssl.trustStore).";
    }

    static String proxy(boolean byProperty) {
        return "Check " + (byProperty ? "zerobus.proxy.url" : "the proxy of the environment (https_proxy and the like)")
                + ": host, port, user and password, and that it allows tunnels (CONNECT) to zerobus.endpoint and"
                + " zerobus.workspace-url. For hosts that need no proxy, set "
                + (byProperty ? "zerobus.proxy.no-proxy" : "no_proxy") + ".";
    }
}
