package io.github.zerobus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.MessageId;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.conformance.Conformance;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.stream.Simulation;
import io.github.zerobus.stream.StreamState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Schedules of faults in virtual time, on one thread: a seed repeats every step. {@code -Dzerobus.seed=7} runs one,
 * {@code -Dzerobus.schedules=5000} as many.
 */
@Timeout(600)
class SimulatedFaultsTests {

    private static final Duration UNIT = Duration.ofMillis(100);

    private final Ledger ledger = new Ledger();
    private int number;

    static IntStream seeds() {
        return Seeds.all();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @Conformance(140)
    void nothingIsLost(int seed) {
        Random random = new Random(seed);
        Simulation simulation = new Simulation(seed, server -> server.ackDelay(Duration.ZERO));
        FaultSchedule schedule = new FaultSchedule(random, UNIT);
        schedule.order(simulation.faults());
        MultiplexedStream stream = simulation.stream(schedule.options(), builder -> {});
        try (simulation) {
            stream.open();
            run(simulation, stream, random);
            end(stream, random);
            simulation.time.pass(Duration.ofSeconds(1));
            ledger.check(stream, simulation.table());
            Ledger.checkRepetitions(simulation.table());
        } catch (StreamOpenException e) {
            assertThat(simulation.table().durableRecords()).isZero();
        }
        simulation.time.pass(Duration.ofHours(10));
        assertThat(simulation.table().liveStreams()).isEmpty();
        assertThat(simulation.time.left()).isZero();
    }

    /** The test's own thread waits as callers do; two others come in between with what never waits. */
    private void run(Simulation simulation, MultiplexedStream stream, Random random) {
        for (int i = 0; i < 100; i++) {
            simulation.time.later(UNIT.multipliedBy(random.nextInt(300)), () -> tryIngest(stream));
        }
        try {
            for (int i = 0; i < 150; i++) {
                step(simulation, stream, random);
            }
        } catch (ZerobusException e) {
            assertThat(stream.snapshot().state())
                    .as("%s %s", e, stream.snapshot())
                    .isEqualTo(StreamState.POISONED);
        }
    }

    private void step(Simulation simulation, MultiplexedStream stream, Random random) {
        String key = "k" + number++;
        switch (random.nextInt(12)) {
            case 0 -> simulation.time.pass(UNIT.multipliedBy(random.nextInt(10)));
            case 1 ->
                assertThat(stream.flush(UNIT.multipliedBy(random.nextInt(50))).waited())
                        .isGreaterThanOrEqualTo(Duration.ZERO);
            case 2, 3 -> {
                List<String> keys = List.of(key + "a", key + "b", key + "c");
                MessageId id = stream.ingestBatch(Ledger.payloads(keys));
                ledger.admitted(id, keys, stream.awaitAsync(id));
            }
            default -> {
                MessageId id = stream.ingest(Ledger.payloads(List.of(key)).get(0));
                ledger.admitted(id, List.of(key), stream.awaitAsync(id));
            }
        }
    }

    private void tryIngest(MultiplexedStream stream) {
        String key = "t" + number++;
        try {
            Optional<MessageId> id =
                    stream.tryIngest(Ledger.payloads(List.of(key)).get(0));
            id.ifPresent(given -> ledger.admitted(given, List.of(key), stream.awaitAsync(given)));
        } catch (ZerobusException e) {
            // Ended meanwhile, and told so.
        }
    }

    private static void end(MultiplexedStream stream, Random random) {
        try {
            stream.close(UNIT.multipliedBy(random.nextInt(4) == 0 ? 0 : 20_000));
        } catch (ZerobusException e) {
            assertThat(stream.snapshot().state()).isIn(StreamState.POISONED, StreamState.CLOSED);
        }
    }
}
