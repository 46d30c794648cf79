package io.github.zerobus.conformance;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.ErrorKind;
import io.github.zerobus.InflightLimitException;
import io.github.zerobus.MessageId;
import io.github.zerobus.Payload;
import io.github.zerobus.StreamInterruptedException;
import io.github.zerobus.StreamOptionsBuilder;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.StatusCode;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.stream.Simulation;
import io.github.zerobus.stream.TestStreams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Single stream: admission of records, and callers that wait for capacity. */
@Timeout(60)
class AdmissionStatementsTests {

    private final Simulation simulation = new Simulation();

    private static StreamOptionsBuilder limited(int requests) {
        return Simulation.options(1).maxInflightRequests(requests);
    }

    @Test
    @Conformance(53)
    void offsetsAreContiguousAndUniqueUnderConcurrency() throws Exception {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start();
                MultiplexedStream stream = TestStreams.open(server, TestStreams.options(1))) {
            // Offsets continue behind requests that are acked.
            stream.await(stream.ingest(record("first")));
            ExecutorService threads = Executors.newFixedThreadPool(4);
            List<Callable<List<Long>>> producers = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                producers.add(() -> LongStream.range(0, 1_000)
                        .map(i -> stream.ingest(record(i)).offset())
                        .boxed()
                        .toList());
            }
            List<Long> all = new ArrayList<>();
            for (Future<List<Long>> offsets : threads.invokeAll(producers)) {
                assertThat(offsets.get()).isSorted();
                all.addAll(offsets.get());
            }
            threads.shutdown();
            assertThat(all)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.range(1, 4_001).boxed().toList());
        }
    }

    @Test
    @Conformance(54)
    void ingestReturnsBeforeAck() {
        simulation.faults().everyStream().neverAck();
        MultiplexedStream stream = simulation.open(1);
        Duration before = simulation.time.elapsed();
        MessageId id = stream.ingest(record(1));
        assertThat(simulation.time.elapsed()).isEqualTo(before);
        assertThat(stream.isDurable(id)).isFalse();
    }

    @Test
    @Conformance(55)
    void ingestBlocksUntilAckWhenRequestLimitIsReachedAndBatchCountsOnce() {
        simulation.faults().everyStream().neverAck();
        MultiplexedStream stream = simulation.open(limited(2));
        stream.ingestBatch(List.of(record(1), record(2), record(3)));
        stream.ingest(record(4));
        assertThat(stream.tryIngest(record(5))).isEmpty();
        simulation.time.pass(Duration.ofMillis(1));
        simulation.time.later(
                Duration.ofSeconds(7), () -> simulation.physical(0).ackUpTo(0));
        Duration before = simulation.time.elapsed();
        assertThat(stream.ingest(record(5)).offset()).isEqualTo(2);
        assertThat(simulation.time.elapsed().minus(before)).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    @Conformance({56, 118})
    void waitersAreAdmittedInOrderWithinLimit() throws Exception {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            server.onTable(TABLE).everyStream().neverAck();
            MultiplexedStream stream = TestStreams.open(
                    server, TestStreams.options(1).maxInflightRequests(1).batching(b -> b.maxRecords(1)));
            stream.ingest(record("first"));
            ExecutorService threads = Executors.newCachedThreadPool();
            List<Integer> served = new CopyOnWriteArrayList<>();
            List<Future<?>> waiters = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                int number = i;
                waiters.add(threads.submit(() -> {
                    stream.ingest(record(number));
                    served.add(number);
                }));
                awaitWaiting("pool", i + 1);
            }
            for (int i = 0; i < 5; i++) {
                int number = i;
                Awaitility.await()
                        .until(() -> server.table(TABLE).streams().get(0).messageCount() == number + 1);
                assertThat(stream.snapshot().inflightRequests()).isEqualTo(1);
                server.table(TABLE).streams().get(0).ackUpTo(i);
                waiters.get(i).get(20, TimeUnit.SECONDS);
                assertThat(served).hasSize(i + 1);
            }
            assertThat(served).containsExactly(0, 1, 2, 3, 4);
            threads.shutdown();
            server.table(TABLE).streams().get(0).releaseAcks();
            stream.close();
        }
    }

    private static void awaitWaiting(String pool, int count) {
        Awaitility.await()
                .until(() -> Thread.getAllStackTraces().entrySet().stream()
                                .filter(entry -> entry.getKey().getName().startsWith(pool))
                                .filter(entry -> List.of(entry.getValue()).stream()
                                        .anyMatch(frame ->
                                                frame.getClassName().startsWith("io.github.zerobus.engine.mux.")))
                                .filter(entry -> entry.getKey().getState() == Thread.State.TIMED_WAITING)
                                .count()
                        >= count);
    }

    @Test
    @Conformance(57)
    void interruptedWaiterReleasesItsPlaceInQueue() throws Exception {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            server.onTable(TABLE).everyStream().neverAck();
            MultiplexedStream stream =
                    TestStreams.open(server, TestStreams.options(1).maxInflightRequests(1));
            stream.ingest(record("first"));
            List<Object> seen = new CopyOnWriteArrayList<>();
            Thread waiter = new Thread(
                    () -> {
                        try {
                            stream.ingest(record("interrupted"));
                        } catch (StreamInterruptedException e) {
                            seen.add(Thread.currentThread().isInterrupted());
                        }
                    },
                    "interrupted-one");
            waiter.start();
            awaitWaiting("interrupted-one", 1);
            Thread behind = new Thread(() -> stream.ingest(record("behind")));
            behind.start();
            CapacityWaiters.awaitWaiting(behind);
            waiter.interrupt();
            waiter.join();
            assertThat(seen).containsExactly(true);

            // The limit is one request, so the next waiter would block if the first one still held its place.
            server.table(TABLE).streams().get(0).releaseAcks();
            behind.join(Duration.ofSeconds(20).toMillis());
            assertThat(behind.isAlive()).isFalse();
            stream.await(stream.ingest(record("next")));
            stream.close();
            assertThat(TestStreams.keys(server)).containsExactly("first", "behind", "next");
        }
    }

    @Test
    @Conformance(58)
    void waiterFailsWithCauseWhenSubStreamFails() {
        simulation.faults().everyStream().neverAck();
        MultiplexedStream stream = simulation.open(limited(1));
        stream.ingest(record(1));
        simulation.time.later(
                Duration.ofSeconds(3), () -> simulation.physical(0).fail(StatusCode.NOT_FOUND));
        Duration before = simulation.time.elapsed();
        assertThatThrownBy(() -> stream.ingest(record(2)))
                .isInstanceOfSatisfying(
                        StreamPoisonedException.class,
                        failure -> assertThat(failure.firstCause().kind()).isEqualTo(ErrorKind.NOT_FOUND));
        assertThat(simulation.time.elapsed().minus(before)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    @Conformance(58)
    void allWaitersFailWhenSubStreamFails() {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            server.onTable(TABLE).everyStream().neverAck();
            MultiplexedStream stream =
                    TestStreams.open(server, TestStreams.options(1).maxInflightRequests(1));
            stream.ingest(record("first"));
            CapacityWaiters waiters = new CapacityWaiters(stream, 15);

            server.table(TABLE).streams().get(0).fail(StatusCode.NOT_FOUND);

            assertThat(waiters.awaitFailures())
                    .hasSize(15)
                    .allSatisfy(woken -> assertThat(woken)
                            .isInstanceOfSatisfying(
                                    StreamPoisonedException.class,
                                    failure -> assertThat(failure.firstCause().kind())
                                            .isEqualTo(ErrorKind.NOT_FOUND)));
            assertThat(stream.unackedBatches()).hasSize(1);
        }
    }

    @Test
    @Conformance({59, 115})
    void ingestRejectsInvalidPayloadAndStreamStaysOpen() {
        MultiplexedStream stream = simulation.open(2);
        assertThatThrownBy(() -> stream.ingest(Payload.proto(record(1).bytes())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("JSON");
        assertThatThrownBy(() -> stream.ingest(Payload.json("{\"open\":")))
                .isInstanceOf(IllegalArgumentException.class);
        // Neither call advanced the round robin or consumed an offset.
        assertThat(stream.ingest(record(1))).isEqualTo(EngineAccess.messageId(0, 0));
        assertThat(stream.ingest(record(2))).isEqualTo(EngineAccess.messageId(1, 0));
        assertThat(stream.flush().complete()).isTrue();
    }

    @Test
    @Conformance({60, 114})
    void emptyBatchIsRejectedWithoutConsumingOffset() {
        MultiplexedStream stream = simulation.open(2);
        assertThatThrownBy(() -> stream.ingestBatch(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThat(stream.ingest(record(1))).isEqualTo(EngineAccess.messageId(0, 0));
        assertThat(simulation.physical(0).messageCount()).isZero();
        stream.close();
        assertThatThrownBy(() -> stream.ingestBatch(List.of()))
                .isInstanceOf(io.github.zerobus.StreamClosedException.class);
    }

    @Test
    @Conformance({119, 121})
    void ingestFailsWithUsageAndLogsOneWarningWhenMaxBlockExpires() {
        simulation.faults().everyStream().neverAck();
        MultiplexedStream stream =
                simulation.open(limited(1).maxBlock(Duration.ofSeconds(30)).silenceTimeout(Duration.ofMinutes(5)));
        stream.ingest(record(1));
        try (CapturedLogs logs = new CapturedLogs()) {
            assertThatThrownBy(() -> stream.ingest(record(2)))
                    .isInstanceOfSatisfying(InflightLimitException.class, failure -> {
                        assertThat(failure.requests()).isEqualTo(new InflightLimitException.Usage(1, 1));
                        assertThat(failure.waited()).isEqualTo(Duration.ofSeconds(30));
                        assertThat(failure.isRetryable()).isTrue();
                    })
                    .hasMessageContaining("sub-stream 0")
                    .hasMessageContaining(TABLE)
                    .hasMessageContaining("30000 ms")
                    .hasMessageContaining("1 of 1 requests");
            assertThat(logs.messages())
                    .filteredOn(message -> message.contains("room"))
                    .hasSize(1);
        }
        simulation.physical(0).releaseAcks();
        stream.await(stream.ingest(record(2)));
        assertThat(stream.snapshot().ingestedRequests())
                .as("without the refused one")
                .isEqualTo(2);
    }
}
