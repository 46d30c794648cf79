package io.github.zerobus.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.autoconfigure.ZerobusProperties;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

/** Checks README and docs/streams.md against the code; the gate runs the commands. */
class ReadmeTests {

    private static final String IMPORTS = """
            import io.github.zerobus.DeadLetter;
            import io.github.zerobus.DeadLetterHandler;
            import io.github.zerobus.Payload;
            import io.github.zerobus.SendOptions;
            import io.github.zerobus.UnackedRecord;
            import io.github.zerobus.event.ZerobusEvent;
            import io.github.zerobus.stream.MultiplexedStream;
            import io.github.zerobus.template.ZerobusTemplate;
            import java.time.Duration;
            import java.util.Base64;
            import java.util.function.Consumer;
            import org.slf4j.Logger;
            import org.slf4j.LoggerFactory;
            import org.springframework.beans.factory.annotation.Qualifier;
            import org.springframework.context.event.EventListener;
            import org.springframework.stereotype.Component;
            import org.springframework.stereotype.Service;

            class Snippet {
            static final Logger log = LoggerFactory.getLogger(Snippet.class);
            """;

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/streams.md"})
    void javaCompiles(String document, @TempDir Path out) throws Exception {
        List<String> snippets = Snippets.of(document, "java");
        assertThat(snippets).hasSizeGreaterThanOrEqualTo(2);
        for (String snippet : snippets) {
            Snippets.compile("Snippet", IMPORTS + snippet.replace("\nclass ", "\nstatic class ") + "}\n", out);
        }
    }

    @Test
    void tableIsTheOneOfTheSample() throws Exception {
        assertThat(Snippets.of("README.md", "sql").get(0))
                .isEqualTo(new ClassPathResource("tables.sql").getContentAsString(StandardCharsets.UTF_8));
    }

    @Test
    void tableHasTheColumnsOfAMeasurement() throws Exception {
        List<String> columns = Pattern.compile("(\\w+) (?:TIMESTAMP|STRING|DOUBLE)")
                .matcher(Snippets.of("README.md", "sql").get(0))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(columns)
                .isEqualTo(java.util.Arrays.stream(Measurement.class.getRecordComponents())
                        .map(component -> component.getName())
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/streams.md"})
    void yamlBinds(String document) throws Exception {
        List<String> snippets = Snippets.of(document, "yaml");
        assertThat(snippets).hasSize(1);
        ZerobusProperties bound = Snippets.bind(snippets.get(0));

        assertThat(bound.getTable()).isEqualTo("main.iot.readings");
        assertThat(bound.getEndpoint()).hasScheme("https");
    }
}
