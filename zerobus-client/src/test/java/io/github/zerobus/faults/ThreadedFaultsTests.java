package io.github.zerobus.faults;

import io.github.zerobus.conformance.Conformance;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import java.time.Duration;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same schedules over real connections and threads; a seed reproduces the schedule, not the interleaving.
 * {@code -Dzerobus.seed=7} runs one schedule, {@code -Dzerobus.schedules=5000} runs 5,000, and
 * {@code -Dzerobus.first-seed=5000} begins there.
 */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT) // the tests mostly wait
@Tag("heavy")
class ThreadedFaultsTests {

    private static final Tally TALLY = new Tally();

    static IntStream seeds() {
        return Seeds.all();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @Conformance(140)
    void eachRequestIsAckedOrUnacked(int seed) throws Exception {
        String name = "seed" + seed;
        try (EmbeddedZerobusServer server =
                EmbeddedZerobusServer.builder().ackDelay(Duration.ZERO).start()) {
            try (ThreadedRun run = new ThreadedRun(name, seed, server, TALLY)) {
                run.run();
            }
            Awaitility.await().until(() -> server.connectionsOpen() == 0);
        }
        Awaitility.await()
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("zerobus-" + name + "-")));
    }

    @AfterAll
    static void schedulesAreNotVacuous() {
        TALLY.check();
    }
}
