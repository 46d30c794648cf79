package io.github.zerobus.conformance;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.GrpcCode;
import io.github.zerobus.InvalidOptionException;
import io.github.zerobus.MessageId;
import io.github.zerobus.StreamInterruptedException;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.StreamOptionsBuilder;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.ObservedStream;
import io.github.zerobus.embedded.StatusCode;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.stream.Simulation;
import io.github.zerobus.stream.TestStreams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mux construction: limits, and an open that succeeds for all sub-streams or fails. */
@Timeout(60)
class MuxConstructionTests {

    private final Simulation simulation = new Simulation();

    @ParameterizedTest
    @ValueSource(ints = {0, 65, -1})
    @Conformance(100)
    void buildFailsWhenSubStreamsIsOutOfRange(int subStreams) {
        assertThatThrownBy(() -> StreamOptions.builder().subStreams(subStreams).build())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining(String.valueOf(subStreams));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64})
    @Conformance(100)
    void buildAcceptsOneAndSixtyFourSubStreamsWithoutConnecting(int subStreams) {
        assertThatCode(() -> simulation.stream(Simulation.options(subStreams), builder -> {}))
                .doesNotThrowAnyException();
        assertThat(simulation.table().streams()).isEmpty();
    }

    @Test
    @Conformance(101)
    void inflightLimitIsDividedEvenlyAmongSubStreams() {
        assertThatThrownBy(() -> StreamOptions.builder()
                        .subStreams(8)
                        .maxInflightRequests(7)
                        .build())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("8")
                .hasMessageContaining("7");
        simulation.faults().everyStream().neverAck();
        MultiplexedStream stream = simulation.open(Simulation.options(3).maxInflightRequests(8));
        // Two for each sub-stream; the remainder is unused.
        for (int i = 0; i < 6; i++) {
            assertThat(stream.tryIngest(record(i))).isPresent();
        }
        assertThat(stream.tryIngest(record(6))).isEmpty();
    }

    @Test
    @Conformance(102)
    void openJitterAppliesToSeveralSubStreamsOnly() {
        simulation.open(Simulation.options(16).openJitter(Duration.ofSeconds(1)));
        List<Long> opened = simulation.table().streams().stream()
                .map(ObservedStream::openedAtNanos)
                .toList();
        long first = opened.get(0);
        assertThat(opened).hasSize(16).allMatch(at -> at - first <= 1_000_000_000L);
        assertThat(opened.stream().distinct().count()).isGreaterThan(10);
        // Sixteen draws of up to a second all lie within a quarter of it once in millions of runs.
        assertThat(Collections.max(opened) - Collections.min(opened)).isGreaterThan(250_000_000L);

        try (Simulation single = new Simulation()) {
            Duration before = single.time.elapsed();
            single.open(Simulation.options(1).openJitter(Duration.ofSeconds(1)));
            assertThat(single.time.elapsed()).isEqualTo(before);
        }
    }

    @Test
    @Conformance(103)
    void indicesFollowPositionWhenSubStreamsOpenOutOfOrder() {
        // Sub-stream 2 opens first and 0 last.
        simulation.faultsOf(0).createAfter(Duration.ofSeconds(5));
        simulation.faultsOf(1).createAfter(Duration.ofSeconds(3));
        MultiplexedStream stream = simulation.open(3);
        for (int i = 0; i < 3; i++) {
            assertThat(stream.ingest(record(i)).subStream()).isEqualTo(i);
        }
        assertThat(stream.flush().complete()).isTrue();
        for (int i = 0; i < 3; i++) {
            // A header of the channel identifies the sub-stream, independently of the engine.
            assertThat(simulation.newestOf(i).messages())
                    .extracting(message -> message.records().get(0).toStringUtf8())
                    .containsExactly("{\"key\":\"" + i + "\"}");
        }
        assertThat(stream.snapshot().subStreams())
                .extracting(subStream -> subStream.index())
                .containsExactly(0, 1, 2);
    }

    @Test
    @Conformance(104)
    void openFailsWithErrorOfLowestIndexAndClosesAllSubStreams() {
        // Sub-stream 3 fails first, then 1; 0 opens before them, 2 afterwards.
        simulation.faultsOf(1).createAfter(Duration.ofSeconds(2));
        simulation.faultsOf(1).refuse(StatusCode.NOT_FOUND);
        simulation.faultsOf(2).createAfter(Duration.ofSeconds(5));
        simulation.faultsOf(3).refuse(StatusCode.PERMISSION_DENIED);
        Duration before = simulation.time.elapsed();
        assertThatThrownBy(() -> simulation.open(recovery()))
                .isInstanceOfSatisfying(
                        StreamOpenException.class,
                        failure -> assertThat(failure.grpcCode()).contains(GrpcCode.NOT_FOUND))
                .hasMessageContaining("sub-stream 1 ");
        assertThat(simulation.time.elapsed().minus(before)).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
        simulation.time.pass(Duration.ofSeconds(1));
        assertThat(simulation.table().streams()).hasSize(4);
        assertThat(simulation.table().liveStreams()).isEmpty();
    }

    private static StreamOptionsBuilder recovery() {
        return Simulation.options(4).recovery(r -> r.enabled(false).maxRetries(0));
    }

    @Test
    @Conformance(105)
    void interruptedOpenReleasesConnections() throws Exception {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            server.onTable(TABLE).stream(1).neverAnswer();
            MultiplexedStream stream = MultiplexedStream.builder()
                    .endpoint(server.endpoint())
                    .table(TABLE)
                    .options(TestStreams.options(3).build())
                    .build();
            List<Object> seen = new ArrayList<>();
            Thread opener = new Thread(() -> {
                try {
                    stream.open();
                } catch (StreamInterruptedException e) {
                    seen.add(Thread.currentThread().isInterrupted());
                }
            });
            opener.start();
            Awaitility.await().until(() -> server.table(TABLE).streams().size() == 3);
            opener.interrupt();
            opener.join();
            assertThat(seen).containsExactly(true);
            Awaitility.await().until(() -> server.connectionsOpen() == 0);
        }
    }

    @Test
    @Conformance({96, 105})
    void interruptedOpenInterruptsBlockedProvider() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            MultiplexedStream stream = MultiplexedStream.builder()
                    .name("blocked")
                    .endpoint(server.endpoint())
                    .table(TABLE)
                    .options(TestStreams.options(3).build())
                    .headersProvider(table -> neverAnswer(called))
                    .build();
            List<Throwable> seen = new CopyOnWriteArrayList<>();
            Thread opener = new Thread(() -> seen.add(catchThrowable(stream::open)));
            opener.start();
            called.await();
            assertThat(workersOf("blocked")).isNotEmpty();

            opener.interrupt();
            opener.join();

            assertThat(seen).singleElement().isInstanceOf(StreamInterruptedException.class);
            Awaitility.await().until(() -> workersOf("blocked").isEmpty());
            assertThat(server.connectionsAccepted()).isZero();
        }
    }

    private static Map<String, String> neverAnswer(CountDownLatch called) {
        called.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Map.of();
    }

    private static List<String> workersOf(String stream) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("zerobus-" + stream + "-worker"))
                .toList();
    }

    @Test
    @Conformance(107)
    void eachSubStreamHasConnectionUnlessChannelIsShared() {
        for (boolean shared : new boolean[] {false, true}) {
            try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start();
                    MultiplexedStream stream =
                            TestStreams.open(server, TestStreams.options(3).sharedChannel(shared))) {
                for (int i = 0; i < 9; i++) {
                    stream.ingest(record(i));
                }
                assertThat(stream.flush().complete()).isTrue();
                assertThat(server.connectionsAccepted()).isEqualTo(shared ? 1 : 3);
                assertThat(server.table(TABLE).streams()).hasSize(3);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 100, 1_000_000, (1L << 58) - 1})
    @Conformance({108, 109})
    void idsRoundTripForAllIndices(long offset) {
        for (int index = 0; index < 64; index++) {
            MessageId id = EngineAccess.messageId(index, offset);
            assertThat(MessageId.fromRaw(id.raw())).isEqualTo(id);
            assertThat(id.subStream()).isEqualTo(index);
            assertThat(id.offset()).isEqualTo(offset);
            assertThat(id.raw() < 0).isEqualTo(index >= 32);
        }
        assertThat(EngineAccess.messageId(0, 0).raw()).isZero();
    }

    @Test
    @Conformance(110)
    void awaitFailsWhenSubStreamIndexIsUnknown() {
        MultiplexedStream stream = simulation.open(3);
        for (int index : new int[] {3, 4, 63}) {
            assertThatThrownBy(() -> stream.await(EngineAccess.messageId(index, 0)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(String.valueOf(index));
        }
    }

    @Test
    @Conformance({112, 113})
    void singleCallerIsRoutedRoundRobinAndBatchStaysTogether() {
        MultiplexedStream stream = simulation.open(2);
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            indices.add(stream.ingest(record(i)).subStream());
            indices.add(stream.ingestBatch(List.of(record("a" + i), record("b" + i)))
                    .subStream());
        }
        assertThat(indices).containsExactly(0, 1, 0, 1, 0, 1);
        stream.flush();
        assertThat(simulation.table().streams())
                .extracting(physical -> physical.messages().stream()
                        .filter(ObservedStream.Message::batch)
                        .count())
                .contains(3L);
        assertThat(stream.snapshot().subStreams().get(1).ackedRecords()).isEqualTo(6);
    }
}
