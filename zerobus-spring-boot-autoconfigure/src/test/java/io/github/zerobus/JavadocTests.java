package io.github.zerobus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that applications see has complete Javadoc. Compiled here rather than in the build, since doclint can
 * exempt packages but not the accessors of properties, which Spring Boot documents at their fields.
 */
@Timeout(120)
class JavadocTests {

    private static final Path SOURCES = Path.of("src/main/java");

    @Test
    void publicTypesAndMembersAreDocumented(@TempDir Path classes) throws IOException {
        assertThat(doclint(classes).stream()
                        .filter(problem -> !isAccessorOfProperties(problem))
                        .filter(problem -> !isDefaultConstructor(problem))
                        .map(problem -> problem.getSource().getName() + ":" + problem.getLineNumber() + " "
                                + problem.getMessage(Locale.ENGLISH)))
                .isEmpty();
    }

    @Test
    void doclintReportsAccessorsOfProperties(@TempDir Path classes) throws IOException {
        assertThat(doclint(classes)).anyMatch(JavadocTests::isAccessorOfProperties);
    }

    private static List<Diagnostic<? extends JavaFileObject>> doclint(Path classes) throws IOException {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        List<String> options = List.of(
                "-Xdoclint:all/protected",
                "-Xmaxwarns",
                "10000",
                "-proc:none",
                "-d",
                classes.toString(),
                "-parameters");
        try (StandardJavaFileManager files = compiler.getStandardFileManager(problems, Locale.ENGLISH, null);
                Stream<Path> sources = Files.walk(SOURCES)) {
            List<Path> all =
                    sources.filter(path -> path.toString().endsWith(".java")).toList();
            boolean compiled = compiler.getTask(
                            null, files, problems, options, null, files.getJavaFileObjectsFromPaths(all))
                    .call();
            assertThat(compiled).as(problems.getDiagnostics().toString()).isTrue();
        }
        return problems.getDiagnostics().stream()
                .filter(problem -> problem.getSource() != null)
                .toList();
    }

    private static boolean isAccessorOfProperties(Diagnostic<? extends JavaFileObject> problem) {
        return problem.getSource().getName().endsWith("Properties.java")
                && problem.getMessage(Locale.ENGLISH).contains("no comment")
                && line(problem).matches("\\s*public .* (get|is|set)\\w+\\(.*");
    }

    /** Reported by newer compilers; those of configuration classes and properties need no comment. */
    private static boolean isDefaultConstructor(Diagnostic<? extends JavaFileObject> problem) {
        return problem.getMessage(Locale.ENGLISH).contains("default constructor");
    }

    private static String line(Diagnostic<? extends JavaFileObject> problem) {
        try {
            return problem.getSource()
                    .getCharContent(true)
                    .toString()
                    .lines()
                    .skip(problem.getLineNumber() - 1)
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
