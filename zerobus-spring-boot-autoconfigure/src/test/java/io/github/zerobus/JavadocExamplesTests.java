package io.github.zerobus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.embedded.EmbeddedZerobusServer;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The examples in the Javadoc are complete: they compile, and behave as described. */
@Timeout(120)
class JavadocExamplesTests {

    private static final Pattern EXAMPLE = Pattern.compile("<pre>\\{@code\\n(.*?)\\n \\* }</pre>", Pattern.DOTALL);
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern CLASS = Pattern.compile("(?m)^(?:public )?(?:final )?class (\\w+)");

    @TempDir
    private Path classes;

    /** Returns the first example in the Javadoc of a class. */
    private static String example(String sourceFile) throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of(sourceFile)));
        assertThat(example.find()).as("example in %s", sourceFile).isTrue();
        return Pattern.compile("(?m)^ \\* ?").matcher(example.group(1)).replaceAll("");
    }

    private Class<?> compile(String source, ClassLoader loader) throws ClassNotFoundException {
        String name = first(CLASS, source);
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        StringWriter messages = new StringWriter();
        List<String> options = List.of("-d", classes.toString(), "-proc:none", "-parameters");
        boolean compiled = compiler.getTask(messages, null, null, options, null, List.of(sourceFile(name, source)))
                .call();
        assertThat(compiled).as(messages.toString()).isTrue();
        String owner = first(PACKAGE, source);
        return loader.loadClass(owner.isEmpty() ? name : owner + "." + name);
    }

    private static String first(Pattern pattern, String source) {
        Matcher matcher = pattern.matcher(source);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static JavaFileObject sourceFile(String name, String source) {
        return new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
    }

    @Test
    void exampleOfTemplateSendsItsRecords() throws Exception {
        String source = example("src/main/java/io/github/zerobus/template/ZerobusTemplate.java");
        ClassLoader parent = JavadocExamplesTests.class.getClassLoader();
        try (URLClassLoader loader =
                        new URLClassLoader(new URL[] {classes.toUri().toURL()}, parent);
                ConfigurableApplicationContext context = new SpringApplicationBuilder(compile(source, loader))
                        .web(WebApplicationType.NONE)
                        .run("--zerobus.table=main.iot.readings")) {
            assertThat(context.getBean(EmbeddedZerobusServer.class)
                            .table("main.iot.readings")
                            .rows())
                    .extracting(row -> row.text())
                    .containsExactlyInAnyOrder(
                            "{\"device\":\"pump-1\",\"celsius\":21.5}", "{\"device\":\"pump-2\",\"celsius\":22.0}");
        }
    }

    @Test
    void exampleOfStreamSendsItsRecords() throws Exception {
        String source = example("../zerobus-client/src/main/java/io/github/zerobus/stream/MultiplexedStream.java");
        ClassLoader parent = JavadocExamplesTests.class.getClassLoader();
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start();
                URLClassLoader loader =
                        new URLClassLoader(new URL[] {classes.toUri().toURL()}, parent)) {
            Method send = compile(source, loader).getDeclaredMethod("send", String.class);
            send.setAccessible(true);

            send.invoke(null, server.endpoint());

            assertThat(server.table("main.iot.readings").durableRecords()).isPositive();
        }
    }
}
