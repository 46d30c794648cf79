package io.github.zerobus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.benchmarks.goal.Goal;
import io.github.zerobus.benchmarks.goal.GoalResult;
import io.github.zerobus.benchmarks.goal.Goals;
import io.github.zerobus.benchmarks.run.Bench;
import io.github.zerobus.benchmarks.run.RunSettings;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SmokeTests {

    /** The runner fails if a client reports another number of sent records than the server counted. */
    @Test
    void allClientsSendBatchesToServerInSeparateProcess() {
        Goal batches = Goals.all().stream()
                .filter(goal -> goal.id().equals("P4"))
                .findFirst()
                .orElseThrow();
        GoalResult result = batches.run(new Bench(new RunSettings(1, 0.2, 0.2, true, Set.of())));
        assertThat(result.checks().get(0).figures())
                .containsOnlyKeys("ours", "official", "bare")
                .allSatisfy((client, speed) -> assertThat(speed.median()).isGreaterThan(1_000));
    }

    @Test
    void everyGoalHasAnEntry() {
        assertThat(Goals.all())
                .extracting(Goal::id)
                .containsExactly("P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "P10", "P11", "P12");
    }
}
