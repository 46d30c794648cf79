package io.github.zerobus.conformance;

import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.zerobus.GrpcCode;
import io.github.zerobus.MessageId;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.StreamOptionsBuilder;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamState;
import io.github.zerobus.embedded.ObservedStream;
import io.github.zerobus.embedded.StatusCode;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.stream.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Single stream: open attempts, and resending of records after a connection is lost. */
@Timeout(60)
class SubStreamRecoveryTests {

    private final Simulation simulation = new Simulation();

    private static StreamOptionsBuilder recovery(boolean enabled, int retries) {
        return Simulation.options(1)
                .batching(b -> b.maxRecords(1))
                .startupTimeout(Duration.ofHours(1))
                .recovery(r -> r.enabled(enabled).maxRetries(retries));
    }

    private StreamOpenException openFailure(StreamOptionsBuilder options) {
        StreamOpenException failure = org.assertj.core.api.Assertions.catchThrowableOfType(
                StreamOpenException.class, () -> simulation.open(options));
        assertThat(failure).isNotNull();
        return failure;
    }

    @Test
    @Conformance(50)
    void openFailsAfterAllRetriesWithBackoff() {
        simulation.faults().everyStream().refuse(StatusCode.UNAVAILABLE);
        assertThat(openFailure(recovery(true, 3)).attempts()).isEqualTo(4);
        List<ObservedStream> attempts = simulation.table().streams();
        assertThat(attempts).hasSize(4);
        // Backoff steps of 2, 4 and 8 s; each wait is drawn from the upper half of its step.
        for (int i = 0; i < 3; i++) {
            long wait = attempts.get(i + 1).openedAtNanos() - attempts.get(i).openedAtNanos();
            assertThat(Duration.ofNanos(wait)).isBetween(Duration.ofSeconds(1L << i), Duration.ofSeconds(2L << i));
        }
    }

    @Test
    @Conformance(51)
    void slowAttemptIsCancelledAndRetried() {
        simulation.faults().stream(0).createAfter(Duration.ofSeconds(16));
        simulation.open(recovery(true, 3));
        assertThat(simulation.table().streams()).hasSize(2);
        assertThat(simulation.physical(0).isLive()).isFalse();
        assertThat(Duration.ofNanos(simulation.physical(1).openedAtNanos()
                        - simulation.physical(0).openedAtNanos()))
                .isBetween(Duration.ofSeconds(16), Duration.ofSeconds(17));
    }

    @Test
    @Conformance(52)
    void noRetryAndNoReconnectWhenRecoveryIsDisabled() {
        simulation.faults().stream(0).refuse(StatusCode.UNAVAILABLE);
        assertThat(openFailure(recovery(false, 3)).attempts()).isEqualTo(1);

        MultiplexedStream stream = simulation.open(recovery(false, 3));
        simulation.newest().fail(StatusCode.UNAVAILABLE);
        simulation.time.pass(Duration.ofMinutes(1));
        assertThat(stream.snapshot().state()).isEqualTo(StreamState.POISONED);
        assertThat(simulation.table().streams()).hasSize(2);
    }

    @Test
    @Conformance({65, 67, 123})
    void unackedRecordsAreResentInOrderAndAckedRecordsAreNot() {
        simulation.faults().stream(0).afterAcks(3).stopAcks();
        simulation.faults().stream(0).afterMessages(6).fail(StatusCode.UNAVAILABLE);
        MultiplexedStream stream = simulation.open(recovery(true, 4));
        List<CompletableFuture<?>> waiters = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            waiters.add(stream.ingestAsync(record(i)));
        }
        assertThat(stream.flush().complete()).isTrue();
        simulation.time.until(() -> waiters.stream().allMatch(CompletableFuture::isDone));
        assertThat(waiters).noneMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(stream.snapshot().state()).isEqualTo(StreamState.OPEN);
        assertThat(texts(1)).containsExactly(keys(3, 9));
        assertThat(simulation.table().durableRecords()).isEqualTo(9);
    }

    private List<String> texts(int physical) {
        return simulation.physical(physical).messages().stream()
                .flatMap(message -> message.records().stream())
                .map(com.google.protobuf.ByteString::toStringUtf8)
                .toList();
    }

    private static String[] keys(int from, int to) {
        return java.util.stream.IntStream.range(from, to)
                .mapToObj(i -> "{\"key\":\"" + i + "\"}")
                .toArray(String[]::new);
    }

    @Test
    @Conformance(66)
    void resentBatchesKeepTheirGrouping() {
        simulation.faults().stream(0).afterMessages(3).fail(StatusCode.UNAVAILABLE);
        simulation.faults().stream(0).neverAck();
        MultiplexedStream stream = simulation.open(Simulation.options(1));
        stream.ingestBatch(List.of(record(1), record(2)));
        stream.ingest(record(3));
        stream.ingestBatch(List.of(record(4), record(5), record(6)));
        stream.flush();
        assertThat(simulation.physical(1).messages())
                .extracting(message -> message.records().size())
                .containsExactly(2, 1, 3);
    }

    @Test
    @Conformance(68)
    void permanentCodeMidStreamPoisonsStreamAtOnceWithItsStatus() {
        simulation.faults().stream(0).afterMessages(1).fail(StatusCode.OUT_OF_RANGE, "no such day");
        MultiplexedStream stream = simulation.open(1);
        MessageId id = stream.ingest(record(1));
        Duration before = simulation.time.elapsed();
        assertThatThrownBy(() -> stream.await(id)).isInstanceOfSatisfying(StreamPoisonedException.class, failure -> {
            assertThat(failure.grpcCode()).contains(GrpcCode.OUT_OF_RANGE);
            assertThat(failure.firstCause()).hasMessageContaining("no such day");
        });
        assertThat(simulation.time.elapsed().minus(before)).isLessThan(Duration.ofSeconds(1));
        assertThat(simulation.table().streams()).hasSize(1);
    }

    @Test
    @Conformance(69)
    void streamIsPoisonedWithLastErrorWhenRetriesAreExhausted() {
        MultiplexedStream stream = simulation.open(recovery(true, 2));
        simulation.faults().everyStream().refuse(StatusCode.ABORTED);
        simulation.faults().stream(2).refuse(StatusCode.RESOURCE_EXHAUSTED);
        MessageId id = stream.ingest(record(1));
        simulation.newest().fail(StatusCode.UNAVAILABLE);
        assertThatThrownBy(() -> stream.await(id))
                .isInstanceOfSatisfying(
                        StreamPoisonedException.class,
                        failure -> assertThat(failure.grpcCode()).contains(GrpcCode.RESOURCE_EXHAUSTED));
        simulation.time.pass(Duration.ofMinutes(5));
        // The lost connection and two retries: three failures with two retries allowed.
        assertThat(simulation.table().streams()).hasSize(3);
        assertThat(stream.snapshot().state()).isEqualTo(StreamState.POISONED);
    }

    @Test
    @Conformance(70)
    void reconnectsAreBoundedWhenEachConnectionFails() {
        simulation.faults().everyStream().after(Duration.ofMillis(1)).fail(StatusCode.UNAVAILABLE);
        MultiplexedStream stream = simulation.open(recovery(true, 4));
        simulation.time.until(() -> stream.snapshot().state() == StreamState.POISONED);
        assertThat(simulation.table().streams()).hasSize(5);
    }

    @Test
    @Conformance(71)
    void silenceTriggersReconnectOnlyWhenRequestsArePending() {
        simulation.faults().stream(0).afterAcks(1).stopAcks();
        MultiplexedStream stream = simulation.open(1);
        simulation.time.pass(Duration.ofMinutes(30));
        stream.await(stream.ingest(record(0)));
        simulation.time.pass(Duration.ofMinutes(30));
        assertThat(simulation.table().streams()).hasSize(1);

        MessageId id = stream.ingest(record(1));
        Duration before = simulation.time.elapsed();
        stream.await(id);
        assertThat(simulation.table().streams()).hasSize(2);
        assertThat(simulation.time.elapsed().minus(before)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(62));
    }

    @Test
    @Conformance(72)
    void recordAfterIdlePeriodHasFullSilenceTimeout() {
        simulation.faults().stream(0).ackAfter(Duration.ofSeconds(59));
        MultiplexedStream stream = simulation.open(1);
        stream.await(stream.ingest(record(1)));
        simulation.time.pass(Duration.ofMinutes(10));
        stream.await(stream.ingest(record(2)));
        assertThat(simulation.table().streams()).hasSize(1);
    }

    /** The timer of the first record still runs when the second one is sent. */
    @Test
    @Conformance(72)
    void recordAfterShortIdlePeriodHasFullSilenceTimeout() {
        simulation.faults().stream(0).neverAck();
        MultiplexedStream stream = simulation.open(1);
        stream.ingest(record(1));
        simulation.time.pass(Duration.ofSeconds(1));
        simulation.physical(0).ackUpTo(0);
        simulation.time.pass(Duration.ofSeconds(40));
        MessageId id = stream.ingest(record(2));
        simulation.time.later(
                Duration.ofSeconds(59), () -> simulation.physical(0).ackUpTo(1));
        stream.await(id);
        assertThat(simulation.table().streams()).hasSize(1);
    }

    @Test
    @Conformance(73)
    void staleAcksDoNotPostponeSilenceTimeout() {
        simulation.faults().stream(0).afterAcks(1).stopAcks();
        MultiplexedStream stream = simulation.open(1);
        stream.await(stream.ingest(record(1)));
        MessageId id = stream.ingest(record(2));
        Duration before = simulation.time.elapsed();
        for (int second = 10; second < 60; second += 10) {
            simulation.time.later(
                    Duration.ofSeconds(second), () -> simulation.physical(0).sendAck(0));
        }
        stream.await(id);
        assertThat(simulation.time.elapsed().minus(before)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(62));
    }

    @Test
    @Conformance(95)
    void streamIsOpenDuringRecoveryAndEndedAfterCloseOrFailure() {
        MultiplexedStream stream = simulation.open(recovery(true, 4));
        simulation.faults().stream(1).createAfter(Duration.ofSeconds(5));
        simulation.newest().fail(StatusCode.UNAVAILABLE);
        simulation.time.pass(Duration.ofSeconds(1));
        assertThat(stream.snapshot().state()).isEqualTo(StreamState.OPEN);
        stream.flush();
        simulation.time.pass(Duration.ofSeconds(10));
        simulation.newest().fail(StatusCode.NOT_FOUND);
        simulation.time.pass(Duration.ofSeconds(1));
        assertThat(stream.snapshot().state()).isEqualTo(StreamState.POISONED);

        MultiplexedStream closed = simulation.open(1);
        closed.close();
        assertThat(closed.snapshot().state()).isEqualTo(StreamState.CLOSED);
    }
}
