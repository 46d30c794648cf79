package io.github.zerobus.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tests of a conformance statement fail if the client breaks it: each mutant is compiled and meets the tests of its
 * statement alone. {@code mvn -Plong verify -pl zerobus-client -am -Dtest=MutantsTests} runs all, and
 * {@code -Dzerobus.statements=83} some of them.
 */
@Tag("long")
class MutantsTests {

    private static Map<Integer, Set<String>> tests = Map.of();

    @TempDir
    private Path classes = Path.of("");

    @TempDir
    private Path output = Path.of("");

    static Stream<Mutant> mutants() throws IOException {
        List<String> some = List.of(System.getProperty("zerobus.statements", "").split(",", -1));
        return MutantList.read().mutants().stream()
                .filter(mutant -> some.contains("") || some.contains(String.valueOf(mutant.statement())));
    }

    static IntStream statements() throws IOException {
        return mutants().mapToInt(Mutant::statement).distinct();
    }

    @BeforeAll
    static void findTests() throws IOException {
        tests = NamedTests.byStatement();
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void testsFailWithMutant(Mutant mutant) throws Exception {
        MutantCompiler.compile(mutant, classes);
        assertThat(run(mutant.statement()))
                .as("%s", mutant)
                .isIn(MutantProcess.Outcome.ONE_FAILED, MutantProcess.Outcome.HUNG);
    }

    /** Otherwise they would fail for another reason than the mutant. */
    @ParameterizedTest
    @MethodSource("statements")
    void testsPassWithoutMutant(int statement) throws Exception {
        assertThat(run(statement)).isEqualTo(MutantProcess.Outcome.ALL_PASSED);
    }

    private MutantProcess.Outcome run(int statement) throws IOException, InterruptedException {
        Path file = output.resolve("output.txt");
        MutantProcess.Outcome outcome = MutantProcess.run(classes, tests.getOrDefault(statement, Set.of()), file);
        System.out.println(statement + " " + outcome + ": "
                + Files.readString(file).lines().reduce("", (first, last) -> last));
        return outcome;
    }
}
