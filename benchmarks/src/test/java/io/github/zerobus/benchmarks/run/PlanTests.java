package io.github.zerobus.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.zerobus.benchmarks.client.ClientKind;
import io.github.zerobus.benchmarks.goal.Goal;
import io.github.zerobus.benchmarks.goal.Goals;
import io.github.zerobus.benchmarks.server.ServerOptions;
import io.github.zerobus.benchmarks.work.WorkKind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanTests {

    private static final RunSettings SETTINGS = new RunSettings(3, 10, 4, false, Set.of());
    private static final Launch LAUNCH = Launch.of(ClientKind.OURS, WorkKind.THROUGHPUT);

    @Test
    void planAddsStartWarmUpAndMeasuredTimeOfEachLaunch() {
        Plan plan = new Plan(SETTINGS);

        plan.rounds(
                ServerOptions.fast(), List.of(LAUNCH, LAUNCH.warmer().longer(2).named("longer")));

        assertThat(plan.seconds()).isEqualTo(2 + 3 * ((2 + 4 + 10) + (2 + 6 + 20)));
    }

    @Test
    void everyGoalCanBePlanned() {
        for (Goal goal : Goals.all()) {
            Plan plan = new Plan(SETTINGS);
            assertThat(goal.run(plan).checks()).as(goal.id()).isNotEmpty();
            assertThat(plan.seconds()).as(goal.id()).isGreaterThan(3 * 10);
        }
    }

    @Test
    void timeLeftIsPlannedTimeAtPaceOfFinishedPart() {
        long[] nanos = {0};
        TimeLeft left = new TimeLeft(1_060, () -> nanos[0]);
        assertThat(left.seconds()).isEqualTo(1_060);

        nanos[0] += 90_000_000_000L;
        assertThat(left.seconds()).isEqualTo(970);
        left.finishedUpTo(60);
        assertThat(left.seconds()).isCloseTo(1_000 * 150 / 120.0, within(0.01));

        nanos[0] += 50_000_000_000L;
        assertThat(left.text()).isEqualTo("20 min left");
        left.finishedUpTo(1_040);
        assertThat(left.text()).isEqualTo("4 s left");
        nanos[0] += 60_000_000_000L;
        assertThat(left.text()).isEqualTo("0 s left");
    }

    @Test
    void shortFirstStepDoesNotSetPace() {
        long[] nanos = {0};
        TimeLeft left = new TimeLeft(600, () -> nanos[0]);

        nanos[0] += 500_000_000L;
        left.finishedUpTo(2);

        assertThat(left.seconds()).isBetween(570.0, 600.0);
    }
}
