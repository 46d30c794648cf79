package io.github.zerobus.embedded.transport;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The form of a token request (docs/protocol.md#2.1). */
record TokenForm(Map<String, String> fields) {

    static TokenForm parse(String body) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : List.of(body.split("&", -1))) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return new TokenForm(fields);
    }

    static String basic(String id, String secret) {
        byte[] pair = (id + ":" + secret).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /** Whether the form has all fields that a token for an ingest stream requires. */
    boolean isComplete() {
        String resource = fields.getOrDefault("resource", "");
        return "client_credentials".equals(fields.get("grant_type"))
                && "all-apis".equals(fields.get("scope"))
                && resource.startsWith("api://databricks/workspaces/")
                && resource.endsWith("/zerobusDirectWriteApi")
                && hasThreeObjects(fields.getOrDefault("authorization_details", ""));
    }

    private static boolean hasThreeObjects(String details) {
        try {
            JsonElement element = JsonParser.parseString(details);
            return element instanceof JsonArray array
                    && array.size() == 3
                    && array.asList().stream().allMatch(JsonElement::isJsonObject);
        } catch (JsonParseException e) {
            return false;
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "TokenForm" + fields.keySet();
    }
}
