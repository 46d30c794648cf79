package io.github.zerobus.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.github.zerobus.RecordType;
import io.github.zerobus.autoconfigure.ZerobusProperties;
import io.github.zerobus.autoconfigure.ZerobusStreamProperties;
import io.github.zerobus.records.RecordSchema;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks docs/records.md and docs/operations.md against the code. */
class DocumentTests {

    private static final String RECORDS = """
            package com.example;

            import io.github.zerobus.template.ZerobusTemplate;
            import java.math.BigDecimal;
            import java.time.Instant;
            import java.util.List;
            import org.jspecify.annotations.Nullable;

            """;

    /** Puts the statement after the declarations into a method. */
    private static String compilable(String snippet) {
        return RECORDS
                + snippet.replace("\nzerobus.", "\nclass Snippet { void send(ZerobusTemplate zerobus) {\nzerobus.")
                + "}}\n";
    }

    @Test
    void classSettingsAndTableOfRecordsPageMatch(@TempDir Path out) throws Exception {
        Snippets.compile("Order", compilable(first("docs/records.md", "java")), out);
        ZerobusProperties bound = bindWith(out, first("docs/records.md", "yaml"));
        ZerobusStreamProperties stream = bound.getStream();
        Class<?> record = Objects.requireNonNull(stream.getRecordClass());
        Descriptor message = RecordSchema.of(record, stream.getRecordNaming()).descriptor();

        assertThat(stream.getRecordType()).isEqualTo(RecordType.PROTO);
        String sql = first("docs/records.md", "sql");
        assertThat(sql).contains("CREATE TABLE " + bound.getTable() + " (");
        assertThat(sql.replaceAll("(?s).*\\(\\s*(id .*)\\);\\s*", "$1")).isEqualTo(columns(message, " "));
    }

    @Test
    void otherRecordsOfTheRecordsPageCompile(@TempDir Path out) throws Exception {
        String snippet = Snippets.of("docs/records.md", "java").get(1);
        String imports = RECORDS + "import java.util.Map;\n";
        Snippets.compile(
                "Snippet", imports + "class Snippet { void send(ZerobusTemplate zerobus) {\n" + snippet + "}}\n", out);
    }

    private static String first(String document, String language) throws Exception {
        List<String> snippets = Snippets.of(document, language);
        assertThat(snippets).isNotEmpty();
        return snippets.get(0);
    }

    private static ZerobusProperties bindWith(Path classes, String yaml) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            ZerobusProperties bound = Snippets.bind(yaml);
            // Before the directory stream is closed.
            loader.loadClass("com.example.Line");
            return bound;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Columns as in a table; details beyond the protobuf type come from the name. */
    private static String columns(Descriptor message, String separator) {
        return String.join(
                ", ",
                message.getFields().stream()
                        .map(field -> field.getName() + separator + column(field))
                        .toList());
    }

    private static String column(FieldDescriptor field) {
        String type = switch (field.getType()) {
            case INT64 -> field.getName().endsWith("_at") ? "TIMESTAMP" : "BIGINT";
            case STRING -> field.getName().equals("price") ? "DECIMAL(38, 2)" : "STRING";
            case MESSAGE -> "STRUCT<" + columns(field.getMessageType(), ": ") + ">";
            default -> field.getType().name();
        };
        return field.isRepeated() ? "ARRAY<" + type + ">" : type;
    }

    @Test
    void operationsPageUsesKnownSettings() throws Exception {
        List<String> snippets = Snippets.of("docs/operations.md", "yaml");
        Set<String> known = knownKeys();

        assertThat(snippets).hasSize(2);
        for (String snippet : snippets) {
            assertThat(Snippets.properties(snippet).stringPropertyNames())
                    .isNotEmpty()
                    .isSubsetOf(known);
        }
        Properties access = Snippets.properties(snippets.get(1));
        assertThat(new Binder(new MapConfigurationPropertySource(access))
                        .bind("management.endpoint.zerobus.access", Access.class)
                        .get())
                .isEqualTo(Access.UNRESTRICTED);
    }

    /** Configuration metadata of the whole class path, as editors read it. */
    private static Set<String> knownKeys() throws Exception {
        Set<String> keys = new HashSet<>();
        var files = DocumentTests.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json");
        while (files.hasMoreElements()) {
            try (var in = files.nextElement().openStream()) {
                for (JsonNode property : new JsonMapper().readTree(in).get("properties")) {
                    keys.add(property.get("name").asString());
                }
            }
        }
        return keys;
    }
}
