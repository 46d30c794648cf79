package io.github.zerobus.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Compiles the examples of docs/client.md, and runs the one that needs no account. */
@ExtendWith(OutputCaptureExtension.class)
class ClientPageTests {

    private static final Pattern CLASS = Pattern.compile("public class (\\w+)");

    @Test
    void examplesCompileAndLocalOneDeliversItsRecords(@TempDir Path out, CapturedOutput output) throws Exception {
        List<String> examples = Snippets.of("docs/client.md", "java");
        assertThat(examples).hasSize(2);
        for (String example : examples) {
            Matcher name = CLASS.matcher(example);
            assertThat(name.find()).isTrue();
            Snippets.compile(name.group(1), example, out);
        }

        try (URLClassLoader loader = new URLClassLoader(new URL[] {out.toUri().toURL()})) {
            loader.loadClass("LocalReadings").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        }
        assertThat(output).contains("complete: true", "rows: 1000", "acks: 1000");
    }
}
