package io.github.zerobus.engine.wire;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.ErrorKind;
import io.github.zerobus.TableName;
import io.github.zerobus.ZerobusException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Headers that open a physical stream: those of the provider in lower case, and the table's (docs/protocol.md#1.5).
 * Headers that belong to the channel or to gRPC are ignored.
 */
public final class RequestHeaders {

    private static final String TABLE = "x-databricks-zerobus-table-name";
    private static final Set<String> RESERVED = Set.of("user-agent", "te", "content-type", TABLE);

    private RequestHeaders() {}

    /**
     * Combines the headers.
     *
     * @throws ZerobusException if a header cannot be sent or occurs twice; the message contains its name, never its
     *     value
     */
    public static Map<String, String> of(TableName table, Map<String, String> provided) {
        Map<String, String> headers = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        provided.forEach((name, value) -> {
            String key = name.toLowerCase(Locale.ROOT);
            if (!seen.add(key)) {
                throw invalid(table, key, "occurs twice");
            }
            if (!RESERVED.contains(key) && !key.startsWith("grpc-") && !key.startsWith(":")) {
                headers.put(check(table, key, value), value);
            }
        });
        headers.put(TABLE, table.toString());
        return headers;
    }

    /** The values that must not be shown: those of the provider, and without the scheme of an authorization. */
    static Set<String> secrets(Map<String, String> headers) {
        Set<String> secrets = new LinkedHashSet<>();
        headers.forEach((name, value) -> {
            if (!name.equals(TABLE)) {
                secrets.add(value);
                secrets.add(value.substring(value.indexOf(' ') + 1));
            }
        });
        return secrets;
    }

    private static String check(TableName table, String key, String value) {
        if (!key.matches("[0-9a-z_.-]+") || key.endsWith("-bin")) {
            throw invalid(table, key, "has a name that cannot be sent");
        }
        if (value.chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
            throw invalid(table, key, "has a value with characters that cannot be sent");
        }
        return key;
    }

    private static ZerobusException invalid(TableName table, String key, String what) {
        return EngineAccess.failure(
                ErrorKind.CONFIGURATION,
                false,
                null,
                "table " + table + ": the header '" + key + "' of the headers provider " + what
                        + "; correct the provider",
                null);
    }
}
