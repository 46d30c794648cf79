package io.github.zerobus.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.benchmarks.goal.Bound;
import io.github.zerobus.benchmarks.goal.Check;
import io.github.zerobus.benchmarks.goal.GoalResult;
import io.github.zerobus.benchmarks.run.Stat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class MergedResultsTests {

    private static final String PAGE =
            "before\n<!-- results: written by the benchmarks -->\nold\n<!-- end of results -->\nafter\n";

    @TempDir
    Path repository;

    private static JsonNode result(String id, double ratio, String commit, int pairs) {
        Check check = new Check(
                "speed",
                "records/s",
                Map.of("ours", new Stat(ratio * 100, 1, 2), "official", new Stat(100, 1, 2)),
                new Stat(ratio, ratio, ratio),
                new Bound(true, 2),
                true);
        Circumstances circumstances =
                new Circumstances(commit, LocalDate.of(2026, 1, 2), "machine of " + commit, pairs, 10, 10);
        return ResultsJson.write(new GoalResult(id, "work of " + id, List.of(check), 0), circumstances);
    }

    @Test
    void newResultReplacesThatOfItsGoalOnly() {
        MergedResults results = new MergedResults(List.of(result("P1", 1, "a", 7), result("P2", 2, "a", 7)))
                .with(result("P1", 3, "b", 5));

        assertThat(results.goals()).hasSize(2);
        assertThat(results.goals().get(0).get("ratio").asInt()).isEqualTo(3);
        assertThat(results.goals().get(0).get("commit").asString()).isEqualTo("b");
        assertThat(results.goals().get(0).get("pairs").asInt()).isEqualTo(5);
        assertThat(results.goals().get(1).get("commit").asString()).isEqualTo("a");
    }

    @Test
    void resultsAreInOrderOfNumbers() {
        MergedResults results = new MergedResults(List.of())
                .with(result("P10", 1, "a", 7))
                .with(result("P2", 1, "a", 7))
                .with(result("P9", 1, "a", 7));

        assertThat(results.goals())
                .extracting(goal -> goal.get("id").asString())
                .containsExactly("P2", "P9", "P10");
    }

    @Test
    void resultsAreReadAsWritten() {
        MergedResults results = new MergedResults(List.of(result("P1", 1.5, "a", 7)));

        assertThat(MergedResults.parse(results.json()).json()).isEqualTo(results.json());
    }

    @Test
    void filesKeepResultsOfGoalsThatDidNotRun() throws Exception {
        Path page = Files.createDirectories(repository.resolve("docs")).resolve("performance.md");
        Files.writeString(page, PAGE);
        ResultFiles files = new ResultFiles(repository);

        files.add(result("P2", 3, "a1", 7));
        files.add(result("P1", 1, "b2", 3));

        assertThat(page)
                .content()
                .startsWith("before\n")
                .endsWith("\nafter\n")
                .doesNotContain("old")
                .contains("Measured on machine of b2; machine of a1.")
                .containsSubsequence(
                        "| P1 |", "**no** | 2026-01-02, b2, 3 × 10 s |", "| P2 |", "yes | 2026-01-02, a1, 7");
        assertThat(MergedResults.parse(Files.readString(repository.resolve("benchmarks/results/latest.json")))
                        .goals())
                .hasSize(2);
        assertThat(repository.resolve("docs/performance.svg")).content().contains("P1: work", "P2: work");
    }
}
