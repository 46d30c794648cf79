package io.github.zerobus.conformance;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.MessageId;
import io.github.zerobus.StreamClosedException;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.UnackedBatch;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.StatusCode;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.stream.Simulation;
import io.github.zerobus.stream.TestStreams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Single stream: close, and the unacked requests afterwards. */
@Timeout(60)
class ClosingTests {

    private final Simulation simulation = new Simulation();

    @Test
    @Conformance(84)
    void closeFlushesAndIsIdempotent() {
        simulation.faults().everyStream().ackAfter(Duration.ofSeconds(30));
        MultiplexedStream stream = simulation.open(1);
        stream.ingest(record(1));
        Duration before = simulation.time.elapsed();
        stream.close();
        assertThat(simulation.time.elapsed().minus(before)).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
        stream.close();
        assertThat(simulation.table().durableRecords()).isEqualTo(1);
    }

    @Test
    @Conformance(84)
    void concurrentClosesSucceed() throws Exception {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            MultiplexedStream stream = TestStreams.open(server, TestStreams.options(2));
            for (int i = 0; i < 100; i++) {
                stream.ingest(record(i));
            }
            ExecutorService threads = Executors.newFixedThreadPool(4);
            List<Future<?>> closes = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                closes.add(threads.submit(() -> stream.close()));
            }
            for (Future<?> close : closes) {
                close.get(20, TimeUnit.SECONDS);
            }
            threads.shutdown();
            assertThat(server.table(TABLE).durableRecords()).isEqualTo(100);
        }
    }

    @Test
    @Conformance({85, 135})
    void ingestAndFlushFailAfterCloseButAwaitOfAckedIdSucceeds() {
        MultiplexedStream stream = simulation.open(1);
        MessageId id = stream.ingest(record(1));
        stream.close();
        assertThatThrownBy(() -> stream.ingest(record(2))).isInstanceOf(StreamClosedException.class);
        assertThatThrownBy(stream::flush).isInstanceOf(StreamClosedException.class);
        stream.await(id);
    }

    @Test
    @Conformance({86, 88})
    void closeFailsAndKeepsUnackedWhenFlushTimesOut() {
        simulation.faults().everyStream().neverAck();
        MultiplexedStream stream = simulation.open(1);
        stream.ingest(record(1));
        stream.ingestBatch(List.of(record(2), record(3)));
        assertThatThrownBy(() -> stream.close(Duration.ofSeconds(5)))
                .isInstanceOf(StreamClosedException.class)
                .hasMessageContaining("2 requests");
        List<UnackedBatch> unacked = stream.unackedBatches();
        assertThat(unacked).extracting(batch -> batch.payloads().size()).containsExactly(1, 2);
        assertThat(unacked).extracting(batch -> batch.id().offset()).containsExactly(0L, 1L);
        assertThat(stream.unackedBatches()).isEqualTo(unacked);
        assertThat(stream.unackedRecords()).hasSize(3);
    }

    @Test
    @Conformance(88)
    void unackedIsEmptyWhenAllRequestsAreAcked() {
        MultiplexedStream stream = simulation.open(1);
        stream.ingest(record(1));
        stream.close();
        assertThat(stream.unackedBatches()).isEmpty();
        assertThat(stream.unackedRecords()).isEmpty();
    }

    @Test
    @Conformance(87)
    void unackedFailsWhenStreamIsOpen() {
        MultiplexedStream stream = simulation.open(1);
        assertThatThrownBy(stream::unackedBatches).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(stream::unackedRecords).isInstanceOf(IllegalStateException.class);
        stream.await(stream.ingest(record(1)));
    }

    @Test
    @Conformance(89)
    void ackedAndUnackedAreDisjointAndCompleteAfterFailure() {
        simulation.faults().stream(0).afterAcks(7).fail(StatusCode.NOT_FOUND);
        MultiplexedStream stream = simulation.open(Simulation.options(1).batching(b -> b.maxRecords(1)));
        Set<MessageId> admitted = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            admitted.add(stream.ingest(record(i)));
        }
        assertThat(catchThrowable(stream::flush)).isInstanceOf(StreamPoisonedException.class);
        Set<MessageId> unacked = new HashSet<>();
        stream.unackedBatches().forEach(batch -> unacked.add(batch.id()));
        Set<MessageId> acked = new HashSet<>(admitted);
        acked.removeIf(id -> !stream.isDurable(id));
        assertThat(acked).hasSize(7).doesNotContainAnyElementsOf(unacked);
        acked.addAll(unacked);
        assertThat(acked).isEqualTo(admitted);
    }

    @Test
    @Conformance(96)
    void failedOpenReleasesAllResources() {
        simulation.faults().everyStream().refuse(StatusCode.NOT_FOUND);
        assertThat(catchThrowable(() -> simulation.open(3))).isNotNull();
        simulation.time.pass(Duration.ofSeconds(1));
        assertThat(simulation.table().liveStreams()).isEmpty();
        assertThat(simulation.time.remaining()).isZero();
    }

    @Test
    @Conformance(96)
    void failedOpenEndsThreadsAndConnections() {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            server.onTable(TABLE).everyStream().refuse(StatusCode.NOT_FOUND);
            MultiplexedStream stream = MultiplexedStream.builder()
                    .name("failed-open")
                    .endpoint(server.endpoint())
                    .table(TABLE)
                    .options(TestStreams.options(2).build())
                    .build();
            assertThat(catchThrowable(stream::open)).isInstanceOf(StreamOpenException.class);
            await().until(() -> server.connectionsOpen() == 0);
            await().until(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("zerobus-failed-open-")));
        }
    }

    @Test
    @Conformance(133)
    void interruptedCloseCanBeResumedAndKeepsFailure() throws Exception {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            server.onTable(TABLE).everyStream().neverAck();
            MultiplexedStream stream =
                    TestStreams.open(server, TestStreams.options(2).poisonDrainTimeout(Duration.ofSeconds(20)));
            stream.ingest(record(1));
            stream.ingest(record(2));
            server.table(TABLE).streams().get(0).fail(StatusCode.NOT_FOUND);
            List<Throwable> seen = new ArrayList<>();
            Thread closer = new Thread(() -> seen.add(catchThrowable(stream::close)));
            closer.start();
            org.awaitility.Awaitility.await().until(() -> closer.getState() == Thread.State.TIMED_WAITING);
            closer.interrupt();
            closer.join();
            assertThat(seen.get(0)).isInstanceOf(io.github.zerobus.StreamInterruptedException.class);

            server.table(TABLE).liveStreams().forEach(physical -> physical.releaseAcks());
            assertThatThrownBy(stream::close)
                    .isInstanceOfSatisfying(
                            StreamPoisonedException.class,
                            failure -> assertThat(failure.grpcCode()).contains(io.github.zerobus.GrpcCode.NOT_FOUND));
            assertThat(stream.unackedBatches()).hasSize(1);
        }
    }
}
