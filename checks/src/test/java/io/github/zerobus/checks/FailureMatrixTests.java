package io.github.zerobus.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each row of docs/failures.md names a test that exists. */
class FailureMatrixTests {

    private static final Path ROOT = Path.of("..");
    private static final Pattern TEST = Pattern.compile("`(\\w+Tests)\\.(\\w+)` \\|$");

    @Test
    void eachRowNamesATest() throws IOException {
        List<String> rows = Files.readAllLines(ROOT.resolve("docs/failures.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| What happens"))
                .toList();

        assertThat(rows).hasSizeGreaterThan(20).allSatisfy(row -> {
            MatchResult test = TEST.matcher(row).results().findFirst().orElseThrow();
            assertThat(source(test.group(1))).contains("    void " + test.group(2) + "(");
        });
    }

    private static String source(String test) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            Path file = files.filter(path -> path.endsWith(test + ".java"))
                    .findFirst()
                    .orElseThrow();
            return Files.readString(file);
        }
    }
}
