package io.github.zerobus.autoconfigure;

import io.github.zerobus.ErrorKind;
import io.github.zerobus.StreamOpenException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Says what to do when the stream could not be opened at the start. */
final class StreamOpenFailureAnalyzer extends AbstractFailureAnalyzer<StreamOpenException> {

    private final Environment environment;

    StreamOpenFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, StreamOpenException cause) {
        return new FailureAnalysis(cause.getMessage() + ".", remedy(cause.kind()), cause);
    }

    private String remedy(ErrorKind kind) {
        String table = environment.getProperty("zerobus.table", "catalog.schema.table");
        return switch (kind) {
            case AUTHENTICATION ->
                "Check zerobus.oauth.client-id, zerobus.oauth.client-secret and zerobus.workspace-url, and that the"
                        + " workspace is the one of zerobus.endpoint.";
            case PERMISSION -> grants(table);
            case NOT_FOUND ->
                "Check that the table " + table + " exists in the workspace, and zerobus.endpoint is of its region.";
            case INVALID_DATA ->
                "Check that the table " + table + " is a managed Delta table, and that zerobus.stream.record-type and"
                        + " record-class fit its columns.";
            default ->
                "Check that zerobus.endpoint can be reached from here. To start without waiting for it, set"
                        + " zerobus.stream.startup to background.";
        };
    }

    private static String grants(String table) {
        String[] parts = table.split("\\.", -1);
        String schema = parts.length == 3 ? parts[0] + "." + parts[1] : "catalog.schema";
        return "Grant the service principal what it needs; inherited ALL PRIVILEGES may not do:\n"
                + "    GRANT USE CATALOG ON CATALOG " + parts[0] + " TO `<client-id>`;\n"
                + "    GRANT USE SCHEMA ON SCHEMA " + schema + " TO `<client-id>`;\n"
                + "    GRANT MODIFY, SELECT ON TABLE " + table + " TO `<client-id>`;";
    }
}
