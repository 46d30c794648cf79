package io.github.zerobus.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks that the code in docs/testing.md is part of tests that run. */
class DocumentTests {

    private static List<String> blocks() throws IOException {
        return Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs/testing.md")))
                .results()
                .map(match -> unformatted(match.group(1)))
                .toList();
    }

    private static String unformatted(String code) {
        return code.replaceAll("\\s+", " ").strip();
    }

    private static String example(String name) throws IOException {
        return unformatted(Files.readString(Path.of("src/test/java/io/github/zerobus/test/example/" + name + ".java")));
    }

    @Test
    void javaBlocksArePartOfRunningTests() throws IOException {
        String tests = example("TelemetryTests")
                + example("LostConnectionTests")
                + example("ReadingsTests")
                + example("ColumnsTests");

        assertThat(blocks()).hasSize(4).allSatisfy(block -> assertThat(tests).contains(block));
    }
}
