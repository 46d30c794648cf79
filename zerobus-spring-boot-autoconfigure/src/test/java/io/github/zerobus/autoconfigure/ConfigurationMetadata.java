package io.github.zerobus.autoconfigure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the configuration metadata, and the table of docs/configuration.md. */
final class ConfigurationMetadata {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| (.*?) \\| ?(.*?) \\| (.*) \\|$");

    private ConfigurationMetadata() {}

    /** Description of a key in either of them; the default is empty if there is none. */
    record DocumentedKey(String name, String type, String defaultValue, String text) {}

    /** Hint for a key: values with their descriptions, or names of providers. */
    record ValueHint(String name, Map<String, String> values, List<String> providers) {}

    private static JsonNode metadata() throws IOException {
        return new JsonMapper()
                .readTree(new ClassPathResource("META-INF/spring-configuration-metadata.json")
                        .getContentAsString(StandardCharsets.UTF_8));
    }

    static List<DocumentedKey> keys() throws IOException {
        List<DocumentedKey> keys = new ArrayList<>();
        for (JsonNode property : metadata().get("properties")) {
            keys.add(new DocumentedKey(
                    property.get("name").asString(),
                    property.get("type").asString(),
                    property.path("defaultValue").asString(""),
                    property.path("description").asString("")));
        }
        return keys;
    }

    static Map<String, ValueHint> hints() throws IOException {
        Map<String, ValueHint> hints = new TreeMap<>();
        for (JsonNode hint : metadata().get("hints")) {
            Map<String, String> values = new TreeMap<>();
            for (JsonNode value : hint.path("values")) {
                values.put(
                        value.get("value").asString(), value.path("description").asString(""));
            }
            List<String> providers = new ArrayList<>();
            hint.path("providers")
                    .forEach(provider -> providers.add(provider.get("name").asString()));
            String name = hint.get("name").asString();
            hints.put(name, new ValueHint(name, values, providers));
        }
        return hints;
    }

    static Map<String, DocumentedKey> rows() throws IOException {
        Map<String, DocumentedKey> rows = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("../docs/configuration.md")));
        while (row.find()) {
            rows.put(row.group(1), new DocumentedKey(row.group(1), row.group(2), row.group(3), row.group(4)));
        }
        return rows;
    }
}
