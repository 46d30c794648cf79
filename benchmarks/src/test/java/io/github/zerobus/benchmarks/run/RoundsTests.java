package io.github.zerobus.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.benchmarks.client.ClientKind;
import io.github.zerobus.benchmarks.process.Arguments;
import io.github.zerobus.benchmarks.work.Metric;
import io.github.zerobus.benchmarks.work.WorkKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundsTests {

    private static final Launch OURS = Launch.of(ClientKind.OURS, WorkKind.THROUGHPUT);
    private static final Launch OFFICIAL = Launch.of(ClientKind.OFFICIAL, WorkKind.THROUGHPUT);

    @Test
    void medianIsMiddleOfSortedFigures() {
        assertThat(Stat.of(List.of(9.0, 1.0, 5.0))).isEqualTo(new Stat(5, 1, 9));
    }

    @Test
    void medianOfEvenCountIsMeanOfMiddleFigures() {
        assertThat(Stat.of(List.of(8.0, 2.0, 100.0, 4.0))).isEqualTo(new Stat(6, 2, 100));
    }

    @Test
    void ratioIsMedianOfRatiosWithinRounds() {
        // Medians are 300 and 100; but the ratios within rounds are 1, 2 and 10.
        Rounds rounds = new Rounds(List.of(round(100, 100), round(300, 150), round(500, 50)), 0);
        assertThat(rounds.ratio(OURS, OFFICIAL, Metric.RECORDS_PER_SECOND)).isEqualTo(new Stat(2, 1, 10));
        assertThat(rounds.stat(OURS, Metric.RECORDS_PER_SECOND).median()).isEqualTo(300);
    }

    @Test
    void resultsOfFewOrShortPairsAreNotKept() {
        assertThat(RunSettings.parse().isKept()).isTrue();
        assertThat(RunSettings.parse("--only", "P3").isKept()).isTrue();
        assertThat(RunSettings.parse("--pairs", "3", "--seconds", "5").isKept()).isTrue();
        assertThat(RunSettings.parse("--short").isKept()).isFalse();
        assertThat(RunSettings.parse("--pairs", "2").isKept()).isFalse();
        assertThat(RunSettings.parse("--seconds", "4").isKept()).isFalse();
    }

    private static Map<String, Arguments> round(double ours, double official) {
        return Map.of(OURS.label(), speed(ours), OFFICIAL.label(), speed(official));
    }

    private static Arguments speed(double figure) {
        return Arguments.none().with(Metric.RECORDS_PER_SECOND.name(), figure);
    }
}
