package io.github.zerobus.auth;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.zerobus.TableName;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The form of a request for the token of a table (docs/protocol.md#2.1). */
final class TokenForm {

    private TokenForm() {}

    /** Returns the encoded form. */
    static byte[] of(Grant grant, String workspaceId, TableName table) {
        Map<String, String> fields = new LinkedHashMap<>(grant.fields());
        fields.put("scope", "all-apis");
        fields.put("resource", "api://databricks/workspaces/" + workspaceId + "/zerobusDirectWriteApi");
        fields.put("authorization_details", details(table).toString());
        return encode(fields);
    }

    /** Returns the form of a request for a token of the APIs of the workspace, which is not bound to a table. */
    static byte[] ofWorkspace(Grant grant) {
        Map<String, String> fields = new LinkedHashMap<>(grant.fields());
        fields.put("scope", "all-apis");
        return encode(fields);
    }

    private static byte[] encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.UTF_8);
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
}
