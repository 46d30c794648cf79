package io.github.zerobus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.zerobus.benchmarks.goal.Check;
import io.github.zerobus.benchmarks.goal.Goal;
import io.github.zerobus.benchmarks.goal.GoalResult;
import io.github.zerobus.benchmarks.goal.Goals;
import io.github.zerobus.benchmarks.run.MeasuringBench;
import io.github.zerobus.benchmarks.run.Progress;
import io.github.zerobus.benchmarks.run.RunSettings;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SmokeTests {

    /** The runner fails if a client reports another number of sent records than the server counted. */
    @Test
    void allClientsSendBatchesToServerInSeparateProcess() {
        GoalResult result = run("P4");
        assertThat(result.checks().get(0).figures())
                .containsOnlyKeys("ours", "official", "bare")
                .allSatisfy((client, speed) -> assertThat(speed.median()).isGreaterThan(1_000));
    }

    @Test
    void bothClientsSendJsonTexts() {
        assertThat(run("P13").checks())
                .hasSize(4)
                .allSatisfy(check -> assertThat(check.figures()).containsOnlyKeys("ours", "official"));
    }

    @Test
    void bothClientsConnectOverTls() {
        assertThat(run("P15").checks())
                .filteredOn(Check::judged)
                .hasSize(8)
                .allSatisfy(check -> assertThat(check.figures()).containsKey("official"));
    }

    private static GoalResult run(String id) {
        RunSettings settings = new RunSettings(1, 0.2, 0.2, true, Set.of(id));
        try (Progress progress = Progress.start(10)) {
            Goal goal = Goals.named(settings.only()).get(0);
            return goal.run(new MeasuringBench(settings, progress));
        }
    }

    @Test
    void unknownGoalIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Goals.named(Set.of("P99")))
                .withMessageContainingAll("P99", "P1, P2");
    }

    @Test
    void everyGoalHasAnEntry() {
        assertThat(Goals.all())
                .extracting(Goal::id)
                .containsExactly(
                        "P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "P10", "P11", "P12", "P13", "P14", "P15");
    }
}
