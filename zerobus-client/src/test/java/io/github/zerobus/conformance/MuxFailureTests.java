package io.github.zerobus.conformance;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.GrpcCode;
import io.github.zerobus.MessageId;
import io.github.zerobus.StreamClosedException;
import io.github.zerobus.StreamOptionsBuilder;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamState;
import io.github.zerobus.UnackedBatch;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.StatusCode;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.stream.Simulation;
import io.github.zerobus.stream.TestStreams;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Mux failure and capacity: poison is immediate, keeps its first cause, and drains healthy sub-streams. */
@Timeout(60)
class MuxFailureTests {

    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final Simulation simulation = new Simulation();

    private static StreamOptionsBuilder options(int subStreams) {
        return Simulation.options(subStreams)
                .batching(b -> b.maxRecords(1))
                .silenceTimeout(Duration.ofMinutes(5))
                .poisonDrainTimeout(DRAIN);
    }

    private StreamPoisonedException poisonOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        StreamPoisonedException failure = catchThrowableOfType(StreamPoisonedException.class, call);
        assertThat(failure).isNotNull();
        return failure;
    }

    @Test
    @Conformance(117)
    void ingestWaitsForFullSubStreamWhenAnotherHasCapacity() {
        simulation.faultsOf(0).neverAck();
        MultiplexedStream stream = simulation.open(options(2).maxInflightRequests(2));
        stream.ingest(record(0));
        stream.await(stream.ingest(record(1)));
        simulation.time.later(
                Duration.ofSeconds(4), () -> simulation.newestOf(0).releaseAcks());
        Duration before = simulation.time.elapsed();
        assertThat(stream.ingest(record(2))).isEqualTo(EngineAccess.messageId(0, 1));
        assertThat(simulation.time.elapsed().minus(before)).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    @Conformance(120)
    void waiterFailsWhenStreamIsClosed() {
        simulation.faults().everyStream().neverAck();
        MultiplexedStream stream = simulation.open(options(1).maxInflightRequests(1));
        stream.ingest(record(0));
        simulation.time.later(
                Duration.ofSeconds(2),
                () -> assertThat(catchThrowable(() -> stream.close(Duration.ZERO)))
                        .isInstanceOf(StreamClosedException.class));
        Duration before = simulation.time.elapsed();
        assertThatThrownBy(() -> stream.ingest(record(1))).isInstanceOf(StreamClosedException.class);
        assertThat(simulation.time.elapsed().minus(before)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    @Conformance(120)
    void waiterFailsWhenAnotherSubStreamFails() {
        simulation.faultsOf(0).neverAck();
        MultiplexedStream stream = simulation.open(options(2).maxInflightRequests(2));
        stream.ingest(record(0));
        stream.await(stream.ingest(record(1)));
        simulation.time.later(
                Duration.ofSeconds(2), () -> simulation.newestOf(1).fail(StatusCode.NOT_FOUND));
        Duration before = simulation.time.elapsed();
        assertThat(poisonOf(() -> stream.ingest(record(2))).grpcCode()).contains(GrpcCode.NOT_FOUND);
        assertThat(simulation.time.elapsed().minus(before)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    @Conformance(120)
    void allWaitersFailWhenStreamIsClosed() {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            MultiplexedStream stream = full(server);
            CapacityWaiters waiters = new CapacityWaiters(stream, 15);

            assertThat(catchThrowable(() -> stream.close(Duration.ZERO))).isInstanceOf(StreamClosedException.class);

            assertThat(waiters.awaitFailures()).hasSize(15).hasOnlyElementsOfType(StreamClosedException.class);
        }
    }

    @Test
    @Conformance(120)
    void allWaitersFailOnEachSubStreamWhenStreamIsPoisoned() {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            MultiplexedStream stream = full(server);
            CapacityWaiters waiters = new CapacityWaiters(stream, 15);

            server.table(TABLE).streams().get(1).fail(StatusCode.NOT_FOUND);

            assertThat(waiters.awaitFailures()).hasSize(15).allSatisfy(woken -> {
                assertThat(woken).isInstanceOf(StreamPoisonedException.class);
                assertThat(woken.grpcCode()).contains(GrpcCode.NOT_FOUND);
            });
            server.table(TABLE).liveStreams().forEach(physical -> physical.releaseAcks());
            poisonOf(stream::close);
        }
    }

    /** Opens a stream of two sub-streams, each full with one request that is never acked. */
    private static MultiplexedStream full(EmbeddedZerobusServer server) {
        server.onTable(TABLE).everyStream().neverAck();
        MultiplexedStream stream =
                TestStreams.open(server, TestStreams.options(2).maxInflightRequests(2));
        stream.ingest(record(0));
        stream.ingest(record(1));
        return stream;
    }

    @Test
    @Conformance({122, 140})
    void concurrentIngestIsNotAdmittedAfterClose() throws Exception {
        try (EmbeddedZerobusServer server =
                EmbeddedZerobusServer.builder().ackDelay(Duration.ZERO).start()) {
            for (int round = 0; round < 20; round++) {
                MultiplexedStream stream = TestStreams.open(server, TestStreams.options(3));
                Set<MessageId> accepted = ConcurrentHashMap.newKeySet();
                ExecutorService threads = Executors.newFixedThreadPool(4);
                for (int t = 0; t < 4; t++) {
                    threads.execute(() -> {
                        try {
                            while (true) {
                                accepted.add(stream.ingest(record("r")));
                            }
                        } catch (StreamClosedException e) {
                            // Expected after close.
                        }
                    });
                }
                org.awaitility.Awaitility.await().until(() -> accepted.size() > 100);
                var unused = catchThrowable(() -> stream.close(Duration.ZERO));
                threads.shutdown();
                assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
                Set<MessageId> unacked = new HashSet<>();
                stream.unackedBatches().forEach(batch -> unacked.add(batch.id()));
                assertThat(accepted).allMatch(id -> stream.isDurable(id) != unacked.contains(id));
                assertThat(stream.snapshot().ingestedRequests()).isEqualTo(accepted.size());
            }
            // The server sees the cancellation of a call a moment after the client.
            org.awaitility.Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(server.table(TABLE).liveStreams()).isEmpty());
        }
    }

    @Test
    @Conformance({124, 125})
    void failedSubStreamPoisonsStreamAtOnceAndFirstCauseIsKept() {
        simulation.faultsOf(0).neverAck();
        MultiplexedStream stream = simulation.open(options(2));
        stream.ingest(record(0));
        simulation.newestOf(1).fail(StatusCode.NOT_FOUND);
        simulation.time.pass(Duration.ofMillis(1));
        // No call was made on the stream since the failure.
        assertThat(stream.snapshot().state()).isEqualTo(StreamState.POISONED);

        StreamPoisonedException first = poisonOf(() -> stream.ingest(record(1)));
        simulation.newestOf(0).fail(StatusCode.NOT_FOUND);
        simulation.time.pass(DRAIN.plusSeconds(1));
        for (StreamPoisonedException later : List.of(
                poisonOf(() -> stream.ingest(record(1))),
                poisonOf(stream::flush),
                poisonOf(() -> stream.await(EngineAccess.messageId(0, 0))),
                poisonOf(stream::close))) {
            assertThat(later).isNotSameAs(first);
            assertThat(later.firstCause()).isSameAs(first.firstCause());
            assertThat(later.subStream()).isEqualTo(1);
            assertThat(later.grpcCode()).contains(GrpcCode.NOT_FOUND);
        }
        assertThat(first.firstCause().getSuppressed()).hasSize(1);
    }

    @Test
    @Conformance({126, 128})
    void healthySubStreamsAreDrainedAfterPoisonAndTheirWaitsSucceed() {
        simulation.faultsOf(0).ackAfter(Duration.ofSeconds(5));
        simulation.faultsOf(1).neverAck();
        MultiplexedStream stream = simulation.open(options(2));
        MessageId healthy = stream.ingest(record(0));
        MessageId failed = stream.ingest(record(1));
        simulation.time.pass(Duration.ofMillis(1));
        simulation.newestOf(1).fail(StatusCode.NOT_FOUND);
        simulation.time.pass(Duration.ofMillis(1));
        assertThat(stream.snapshot().state()).isEqualTo(StreamState.POISONED);
        Duration before = simulation.time.elapsed();

        assertThat(poisonOf(stream::flush).grpcCode()).contains(GrpcCode.NOT_FOUND);

        assertThat(simulation.time.elapsed().minus(before)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
        stream.await(healthy);
        poisonOf(() -> stream.await(failed));
        assertThat(stream.unackedBatches()).extracting(UnackedBatch::id).containsExactly(failed);
    }

    @Test
    @Conformance(127)
    void awaitFailsWithFirstCauseWhenSecondSubStreamFails() {
        // Type and cause are the same for all calls; the second failure is a suppressed exception of the first.
        simulation.faults().everyStream().neverAck();
        MultiplexedStream stream = simulation.open(options(2));
        stream.ingest(record(0));
        MessageId second = stream.ingest(record(1));
        simulation.newestOf(0).fail(StatusCode.NOT_FOUND);
        simulation.time.pass(Duration.ofMillis(1));
        simulation.newestOf(1).fail(StatusCode.NOT_FOUND);
        StreamPoisonedException failure = poisonOf(() -> stream.await(second));
        assertThat(failure.subStream()).isZero();
        assertThat(failure.firstCause().getSuppressed())
                .singleElement()
                .satisfies(suppressed -> assertThat(suppressed).hasMessageContaining("NOT_FOUND"));
    }

    @Test
    @Conformance(129)
    void flushFailsWithPoisonRatherThanTimeout() {
        simulation.faults().everyStream().neverAck();
        MultiplexedStream stream = simulation.open(options(2));
        stream.ingest(record(0));
        stream.ingest(record(1));
        simulation.time.later(
                Duration.ofMillis(50), () -> simulation.newestOf(0).fail(StatusCode.NOT_FOUND));
        assertThat(poisonOf(() -> stream.flush(Duration.ofMillis(60))).grpcCode())
                .contains(GrpcCode.NOT_FOUND);
    }

    @Test
    @Conformance(131)
    void flushWaitsForAllSubStreams() {
        simulation.faultsOf(0).ackAfter(Duration.ofSeconds(1));
        simulation.faultsOf(1).ackAfter(Duration.ofSeconds(20));
        simulation.faultsOf(2).neverAck();
        MultiplexedStream stream = simulation.open(options(3));
        for (int i = 0; i < 3; i++) {
            stream.ingest(record(i));
        }
        assertThat(stream.flush(Duration.ofSeconds(30)).remainingRequests()).isEqualTo(1);
        simulation.newestOf(2).releaseAcks();
        assertThat(stream.flush().complete()).isTrue();
    }

    @Test
    @Conformance({132, 136})
    void closeFailsWithSamePoisonEachTimeAndUnackedIncludesStrandedRequests() {
        simulation.faultsOf(0).neverAck();
        simulation.faultsOf(1).afterMessages(2).fail(StatusCode.NOT_FOUND);
        simulation.faultsOf(1).neverAck();
        MultiplexedStream stream = simulation.open(options(2));
        for (int i = 0; i < 4; i++) {
            stream.ingest(record(i));
        }
        Duration before = simulation.time.elapsed();
        StreamPoisonedException first = poisonOf(() -> stream.close(Duration.ofSeconds(1)));
        Duration closed = simulation.time.elapsed();
        assertThat(closed.minus(before)).isLessThan(DRAIN.plusSeconds(2));
        assertThat(poisonOf(stream::close).firstCause()).isSameAs(first.firstCause());
        assertThat(simulation.time.elapsed()).isEqualTo(closed);

        List<UnackedBatch> unacked = stream.unackedBatches();
        assertThat(unacked)
                .extracting(UnackedBatch::id)
                .containsExactly(
                        EngineAccess.messageId(0, 0),
                        EngineAccess.messageId(0, 1),
                        EngineAccess.messageId(1, 0),
                        EngineAccess.messageId(1, 1));
        assertThat(stream.unackedBatches()).isEqualTo(unacked);
    }

    @Test
    @Conformance(134)
    void awaitOfAckedIdSucceedsAfterClose() {
        MultiplexedStream stream = simulation.open(options(2));
        MessageId id = stream.ingest(record(0));
        stream.close();
        stream.await(id);
        stream.close();
    }
}
