package io.github.zerobus.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.autoconfigure.ConfigurationMetadata.DocumentedKey;
import io.github.zerobus.autoconfigure.fixture.Analyses;
import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import io.github.zerobus.autoconfigure.health.ZerobusHealthContributorAutoConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;

/**
 * Starts an application with eight bad values of each property. Either it starts, and the value is one of
 * docs/configuration.md, or the analysis that Boot prints has key, value, origin and remedy. Writes the whole table to
 * {@code target/bad-values.md}.
 */
@Timeout(600)
class BadValuesTests {

    private static final List<String> TEXTS =
            List.of("", " ", "${NOT_DEFINED}", "${NOT_DEFINED:-x", "a b", "value\n", " value", "\"value\"");

    private static final Map<String, List<String>> VALUES = Map.of(
            "java.lang.Boolean", List.of("", " ", "${NOT_DEFINED}", "flase", "2", "tru", "null", "-1"),
            "java.lang.Integer", List.of("", "${NOT_DEFINED}", "four", "-1", "0", "1.5", "1e3", "99999999999"),
            "java.time.Duration", List.of("", "${NOT_DEFINED}", "soon", "-1s", "0", "5 parsecs", "1,5s", "9e9d"),
            "org.springframework.util.unit.DataSize",
                    List.of("", "${NOT_DEFINED}", "big", "-1B", "0", "5 XB", "1.5MB", "99999999999GB"),
            "java.net.URI",
                    List.of(
                            "",
                            "${NOT_DEFINED}",
                            "host",
                            "ftp://127.0.0.1",
                            "http://",
                            "http://127.0.0.1:99999",
                            "http://a b",
                            "http://user:pw@127.0.0.1:1"),
            "java.lang.Class",
                    List.of(
                            "",
                            " ",
                            "${NOT_DEFINED}",
                            "com.example.Absent",
                            "int",
                            "java.lang.Object",
                            "a b",
                            "\"x\""));

    private static final List<String> OTHERS =
            List.of("", " ", "${NOT_DEFINED}", "absent", "0", "-1", "json,proto", "a b");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(zerobus[^`]+)` \\| (`[^|]*`) \\| ([^|]+) \\|$");

    /** Credentials, so that there is a token provider, and an address where nothing listens. */
    private static final Map<String, String> CONNECTION = Map.of(
            "zerobus.endpoint", "http://127.0.0.1:1",
            "zerobus.workspace-url", "http://127.0.0.1:1",
            "zerobus.oauth.client-id", "id",
            "zerobus.oauth.client-secret", "secret");

    private final Analyses analyses = new Analyses();
    private final ApplicationContextRunner runner = ContextRunners.minimal()
            .withConfiguration(
                    AutoConfigurations.of(SslAutoConfiguration.class, ZerobusHealthContributorAutoConfiguration.class));
    private final Map<String, List<String>> accepted = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private final StringBuilder table = new StringBuilder("| Key | Value | Result |\n|---|---|---|\n");

    @Test
    void eachBadValueEndsInAnalysisOrIsDocumented() throws IOException {
        List<DocumentedKey> keys = ConfigurationMetadata.keys().stream()
                .filter(key -> key.name().startsWith("zerobus."))
                .toList();
        for (DocumentedKey key : keys) {
            values(key).forEach(value -> launch(key.name(), value));
        }
        TEXTS.forEach(value -> launch("zerobus.streams.orders.table", value));
        Files.writeString(Path.of("target/bad-values.md"), table);
        assertThat(keys).hasSizeGreaterThan(45);
        assertThat(faults).isEmpty();
        assertThat(accepted).isEqualTo(documented());
    }

    private static Stream<String> values(DocumentedKey key) {
        if (key.type().equals("java.lang.String") || key.type().startsWith("java.util")) {
            return TEXTS.stream();
        }
        return VALUES.getOrDefault(key.type(), OTHERS).stream();
    }

    /** Reads the table of unusual values in docs/configuration.md. */
    private static Map<String, List<String>> documented() throws IOException {
        Map<String, List<String>> rows = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("../docs/configuration.md")));
        while (row.find()) {
            rows.put(row.group(1), List.of(row.group(2).split(", ")));
        }
        return rows;
    }

    private void launch(String key, String value) {
        runner.withInitializer(analyses)
                .withPropertyValues(
                        "zerobus.streams.orders.table=main.test.orders",
                        "zerobus.stream.shutdown-timeout=1ms",
                        "zerobus.stream.startup=background",
                        "zerobus.table=main.test.records")
                .withPropertyValues(key.startsWith("zerobus.embedded") ? new String[0] : connection())
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("application.yml", Map.of(key, value))))
                .run(context -> record(key, value, context));
    }

    private static String[] connection() {
        return CONNECTION.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);
    }

    private void record(String key, String value, AssertableApplicationContext context) {
        String shown = "| `" + key + "` | `" + escaped(value) + "` | ";
        if (context.getStartupFailure() == null) {
            table.append(shown).append("starts |\n");
            if (!value.isBlank()) {
                accepted.computeIfAbsent(key, k -> new ArrayList<>()).add("`" + escaped(value) + "`");
            }
            return;
        }
        try {
            FailureAnalysis analysis = analyses.printed(context);
            String description = escaped(analysis.getDescription());
            table.append(shown)
                    .append(description)
                    .append(" **Action** ")
                    .append(escaped(String.valueOf(analysis.getAction())))
                    .append(" |\n");
            if (!description.contains(key) || !description.contains("Origin: ")) {
                faults.add(shown + description);
            }
        } catch (RuntimeException | AssertionError e) {
            table.append(shown)
                    .append("NO ANALYSIS ")
                    .append(context.getStartupFailure())
                    .append(" |\n");
            faults.add(shown + context.getStartupFailure());
        }
    }

    private static String escaped(String text) {
        return text.replace("\n", "\\n").replace("|", "\\|");
    }
}
