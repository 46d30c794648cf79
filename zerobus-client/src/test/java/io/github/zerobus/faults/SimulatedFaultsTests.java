package io.github.zerobus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.conformance.Conformance;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random schedules of faults in virtual time, on one thread; a seed reproduces every step. {@code -Dzerobus.seed=7}
 * runs one schedule, {@code -Dzerobus.schedules=5000} runs 5,000.
 */
@Timeout(600)
class SimulatedFaultsTests {

    private static final Tally TALLY = new Tally();

    static IntStream seeds() {
        return Seeds.all();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @Conformance(140)
    void eachRequestIsAckedOrUnacked(int seed) {
        new SimulatedRun(seed).run(TALLY);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void sameSeedReproducesEveryStep(int seed) {
        assertThat(trace(seed)).isNotEmpty().isEqualTo(trace(seed));
    }

    private static List<String> trace(int seed) {
        SimulatedRun run = new SimulatedRun(seed);
        run.run(new Tally());
        return run.trace();
    }

    @AfterAll
    static void schedulesAreNotVacuous() {
        TALLY.check();
    }
}
