package io.github.zerobus.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.MessageId;
import io.github.zerobus.SendOptions;
import io.github.zerobus.SendResult;
import io.github.zerobus.StreamClosedException;
import io.github.zerobus.StreamOptionsBuilder;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamState;
import io.github.zerobus.UnackedBatch;
import io.github.zerobus.ZerobusException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each step of the client throws once, or some do at random: nothing is lost, and everything ends. */
@Timeout(120)
class ThrowingStepTests {

    private static final int RECORDS = 60;

    /** Keys of durable records by id. */
    private final Map<MessageId, String> keys = new LinkedHashMap<>();

    private final List<CompletableFuture<SendResult>> all = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(ThrowingCalls.Operation.class)
    void streamRecoversFromOneThrowInEachOperation(ThrowingCalls.Operation operation) {
        for (ThrowingCalls.Fault fault : ThrowingCalls.Fault.values()) {
            for (int number = 1; number <= 8; number++) {
                int[] left = {number};
                ThrowingCalls calls = run(1, op -> op == operation && --left[0] == 0, fault, false);
                if (number == 1 && operation != ThrowingCalls.Operation.CANCEL) {
                    assertThat(calls.thrown()).isOne();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void streamRecoversFromThrowsAtRandomWithRotations(int seed) {
        Random random = new Random(seed);
        ThrowingCalls.Fault fault = List.of(ThrowingCalls.Fault.values()).get(seed % 4);
        run(seed, op -> random.nextInt(20) == 0, fault, true);
    }

    @ParameterizedTest
    @EnumSource(ThrowingCalls.Fault.class)
    void streamRecoversFromOneThrowOfTheClock(ThrowingCalls.Fault fault) {
        for (int number = 1; number <= 150; number++) {
            int[] left = {number};
            try (Simulation simulation = simulation(number)) {
                simulation.timers(timers -> new ThrowingTimers(timers, () -> --left[0] == 0, fault));
                drive(simulation, true);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ThrowingCalls.Fault.class)
    void futuresEndIfTheClockThrowsWhileTheyExpire(ThrowingCalls.Fault fault) {
        for (int number = 1; number <= 8; number++) {
            int[] left = {number};
            boolean[] armed = {false};
            reset();
            try (Simulation simulation = new Simulation()) {
                simulation.faults().everyStream().neverAck();
                simulation.timers(timers -> new ThrowingTimers(timers, () -> armed[0] && --left[0] == 0, fault));
                MultiplexedStream stream = simulation.open(options());
                for (int i = 0; i < 10; i++) {
                    all.add(stream.ingestAsync(TestStreams.record(i), SendOptions.timeLimit(Duration.ofSeconds(5))));
                }
                simulation.time.pass(Duration.ofSeconds(4));
                armed[0] = true;
                simulation.time.pass(Duration.ofSeconds(10));
                close(stream);
                simulation.time.pass(Duration.ofSeconds(5));

                assertThat(all).allMatch(CompletableFuture::isCompletedExceptionally);
                assertThat(stream.unackedBatches()).hasSize(10);
            }
        }
    }

    /** The owner of a failed step may fail too. Then the sub-stream ends. */
    @ParameterizedTest
    @EnumSource(ThrowingCalls.Fault.class)
    void sumsHoldIfTheClockThrowsAtRandom(ThrowingCalls.Fault fault) {
        for (int seed = 1; seed <= 30; seed++) {
            Random random = new Random(seed);
            boolean[] armed = {false};
            reset();
            try (Simulation simulation = simulation(seed)) {
                simulation.timers(
                        timers -> new ThrowingTimers(timers, () -> armed[0] && random.nextInt(40) == 0, fault));
                MultiplexedStream stream = simulation.open(options());
                armed[0] = true;
                for (int i = 0; i < RECORDS && stream.snapshot().state() == StreamState.OPEN; i++) {
                    ingest(stream, i);
                    simulation.time.pass(Duration.ofMillis(i % 10));
                }
                close(stream);
                simulation.time.pass(Duration.ofSeconds(5));
                checkSums(simulation, stream);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"SEND", "IS_READY", "HALF_CLOSE", "CANCEL", "START"})
    void closeEndsAndKeepsUnackedRecordsIfAnOperationAlwaysThrows(ThrowingCalls.Operation operation) {
        try (Simulation simulation = new Simulation()) {
            boolean[] armed = {false};
            simulation.intercept(new ThrowingCalls(op -> armed[0] && op == operation, ThrowingCalls.Fault.EXCEPTION));
            MultiplexedStream stream = simulation.open(2);
            armed[0] = true;
            simulation.faults().everyStream().neverAck();
            simulation.newest().dropConnection();
            for (int i = 0; i < 20; i++) {
                ingest(stream, i);
            }
            simulation.time.pass(Duration.ofSeconds(30));

            close(stream);

            checkSums(simulation, stream);
        }
    }

    @Test
    void failureOfStepIsTheReasonOfTheRecovery() {
        try (Simulation simulation = new Simulation()) {
            int[] left = {2};
            simulation.intercept(new ThrowingCalls(
                    op -> op == ThrowingCalls.Operation.SEND && --left[0] == 0, ThrowingCalls.Fault.ERROR));
            MultiplexedStream stream = simulation.open(1);

            ingest(stream, 1);
            simulation.time.pass(Duration.ofMillis(10));

            ZerobusException failure = stream.snapshot().subStreams().get(0).lastFailure();
            assertThat(failure).hasMessageContaining("a step of the client failed with java.lang.AssertionError");
            assertThat(failure).hasCauseInstanceOf(AssertionError.class);
        }
    }

    private ThrowingCalls run(
            int seed, Predicate<ThrowingCalls.Operation> fails, ThrowingCalls.Fault fault, boolean rotations) {
        try (Simulation simulation = simulation(seed)) {
            ThrowingCalls calls = new ThrowingCalls(fails, fault);
            simulation.intercept(calls);
            drive(simulation, rotations);
            return calls;
        }
    }

    private static Simulation simulation(long seed) {
        return new Simulation(seed, server -> server.ackDelay(Duration.ofMillis(5)));
    }

    private static StreamOptionsBuilder options() {
        return Simulation.options(2)
                .batching(b -> b.maxRecords(4))
                .flushTimeout(Duration.ofHours(1))
                .recovery(r -> r.maxRetries(1_000));
    }

    private void reset() {
        keys.clear();
        all.clear();
    }

    private void drive(Simulation simulation, boolean rotations) {
        reset();
        MultiplexedStream stream = simulation.open(options());
        for (int i = 0; i < RECORDS; i++) {
            ingest(stream, i);
            if (rotations && i % 17 == 0) {
                simulation.newest().closeSignal(Duration.ofMillis(20));
            }
            simulation.time.pass(Duration.ofMillis(i % 10));
        }
        assertThat(stream.flush(Duration.ofMinutes(30)).complete())
                .as("%s", stream.snapshot())
                .isTrue();
        assertThat(stream.snapshot().state()).isEqualTo(StreamState.OPEN);
        close(stream);
        checkSums(simulation, stream);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the action does not fail
    private void ingest(MultiplexedStream stream, int key) {
        CompletableFuture<SendResult> future = stream.ingestAsync(TestStreams.record(key));
        all.add(future);
        future.whenComplete((result, failure) -> {
            if (result != null) {
                keys.put(result.id(), String.valueOf(key));
            }
        });
    }

    private static void close(MultiplexedStream stream) {
        try {
            stream.close(Duration.ofSeconds(1));
        } catch (ZerobusException e) {
            assertThat(e).isInstanceOfAny(StreamClosedException.class, StreamPoisonedException.class);
        }
    }

    /** Admitted records are durable or unacked, futures have ended, and no durable one is missing on the server. */
    private void checkSums(Simulation simulation, MultiplexedStream stream) {
        List<UnackedBatch> unacked = stream.unackedBatches();
        Set<String> onServer =
                simulation.table().rows().stream().map(row -> row.text()).collect(Collectors.toSet());
        assertThat(all).allMatch(CompletableFuture::isDone);
        assertThat(keys.size() + unacked.size()).isEqualTo(all.size());
        assertThat(unacked).extracting(UnackedBatch::id).noneMatch(keys::containsKey);
        assertThat(keys.values()).allSatisfy(key -> assertThat(onServer).contains("{\"key\":\"" + key + "\"}"));
    }
}
