package io.github.zerobus.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.autoconfigure.ZerobusProperties;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.io.ByteArrayResource;

/** Code blocks of README and docs, compiled and bound. */
final class Snippets {

    private Snippets() {}

    /** @param document from the root of the repository */
    static List<String> of(String document, String language) throws IOException {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", document)))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    static void compile(String name, String text, Path out) {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        StringWriter messages = new StringWriter();
        List<String> options = List.of("-d", out.toString(), "-proc:none");
        boolean compiled = compiler.getTask(messages, null, null, options, null, List.of(source(name, text)))
                .call();
        assertThat(compiled).as(messages.toString()).isTrue();
    }

    private static JavaFileObject source(String name, String text) {
        return new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    static Properties properties(String yaml) {
        YamlPropertiesFactoryBean factory = new YamlPropertiesFactoryBean();
        factory.setResources(new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
        return Objects.requireNonNull(factory.getObject());
    }

    /** Fails for unknown keys. */
    static ZerobusProperties bind(String yaml) {
        return new Binder(new MapConfigurationPropertySource(properties(yaml)))
                .bind(
                        "zerobus",
                        Bindable.of(ZerobusProperties.class),
                        new NoUnboundElementsBindHandler(BindHandler.DEFAULT))
                .get();
    }
}
