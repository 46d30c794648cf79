package io.github.zerobus.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.autoconfigure.ZerobusProperties;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.io.ByteArrayResource;

/** Holds README and docs/streams.md to the truth; the commands are run by the gate. */
class ReadmeTests {

    private static final String IMPORTS = """
            import io.github.zerobus.SendOptions;
            import io.github.zerobus.UnackedRecord;
            import io.github.zerobus.event.ZerobusEvent;
            import io.github.zerobus.stream.MultiplexedStream;
            import io.github.zerobus.template.ZerobusTemplate;
            import java.time.Duration;
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

    private static List<String> blocks(String document, String language) throws Exception {
        String readme = Files.readString(Path.of("..", document));
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(readme)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/streams.md"})
    void javaCompiles(String document, @TempDir Path out) throws Exception {
        List<String> snippets = blocks(document, "java");
        assertThat(snippets).hasSize(2);
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        for (String snippet : snippets) {
            StringWriter messages = new StringWriter();
            JavaFileObject source = source(IMPORTS + snippet.replace("\nclass ", "\nstatic class ") + "}\n");
            boolean compiled = compiler.getTask(
                            messages, null, null, List.of("-d", out.toString(), "-proc:none"), null, List.of(source))
                    .call();
            assertThat(compiled).as(messages.toString()).isTrue();
        }
    }

    private static JavaFileObject source(String text) {
        return new SimpleJavaFileObject(URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    @Test
    void tableHasTheColumnsOfAMeasurement() throws Exception {
        List<String> columns = Pattern.compile("(\\w+) (?:TIMESTAMP|STRING|DOUBLE)")
                .matcher(blocks("README.md", "sql").get(0))
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
        List<String> snippets = blocks(document, "yaml");
        assertThat(snippets).hasSize(1);
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ByteArrayResource(snippets.get(0).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        Properties properties = Objects.requireNonNull(yaml.getObject());

        ZerobusProperties bound = new Binder(new MapConfigurationPropertySource(properties))
                .bind(
                        "zerobus",
                        Bindable.of(ZerobusProperties.class),
                        new NoUnboundElementsBindHandler(BindHandler.DEFAULT))
                .get();

        assertThat(bound.getTable()).isEqualTo("main.iot.readings");
        assertThat(bound.getEndpoint()).hasScheme("https");
    }
}
