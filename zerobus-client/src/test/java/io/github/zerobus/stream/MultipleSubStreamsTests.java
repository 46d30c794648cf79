package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.keys;
import static io.github.zerobus.stream.TestStreams.open;
import static io.github.zerobus.stream.TestStreams.options;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.DurableRange;
import io.github.zerobus.GrpcCode;
import io.github.zerobus.MessageId;
import io.github.zerobus.StreamClosedException;
import io.github.zerobus.StreamListener;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamSnapshot;
import io.github.zerobus.StreamState;
import io.github.zerobus.SubStreamState;
import io.github.zerobus.UnackedBatch;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.conformance.Conformance;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.StatusCode;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MultipleSubStreamsTests {

    private final EmbeddedZerobusServer server = EmbeddedZerobusServer.start();

    @AfterEach
    void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 64})
    void eachSubStreamHasItsOwnConnection(int subStreams) {
        try (MultiplexedStream stream = open(server, options(subStreams))) {
            stream.flush();
            assertThat(server.connectionsAccepted()).isEqualTo(subStreams);
            assertThat(server.table(TABLE).streams()).hasSize(subStreams);
        }
        await().until(() -> server.connectionsOpen() == 0);
    }

    @Test
    void sharedChannelUsesOneConnection() {
        try (MultiplexedStream stream = open(server, options(8).sharedChannel(true))) {
            for (int i = 0; i < 80; i++) {
                stream.ingest(record(i));
            }
            assertThat(stream.flush().complete()).isTrue();
            assertThat(server.connectionsAccepted()).isEqualTo(1);
            assertThat(server.table(TABLE).streams()).hasSize(8);
        }
        assertThat(keys(server)).hasSize(80).doesNotHaveDuplicates();
    }

    @Test
    void requestsAreRoutedRoundRobin() {
        try (MultiplexedStream stream = open(server, options(3))) {
            List<Integer> turns = IntStream.range(0, 7)
                    .mapToObj(i -> stream.ingest(record(i)).subStream())
                    .toList();
            assertThat(turns).containsExactly(0, 1, 2, 0, 1, 2, 0);
        }
    }

    @Test
    @Conformance(116)
    void roundRobinIndexStaysInRangeWhenCounterOverflows() {
        RoundRobin selector = new RoundRobin(Integer.MAX_VALUE - 1);
        assertThat(IntStream.range(0, 6).map(i -> selector.next(3)).boxed().toList())
                .allMatch(index -> index >= 0 && index < 3);
    }

    @Test
    void openFailsWithErrorOfLowestIndex() {
        Metadata.Key<String> name = Metadata.Key.of("x-sub-stream", Metadata.ASCII_STRING_MARSHALLER);
        server.onTable(TABLE).streamsWith(name.name(), "1").createAfter(Duration.ofMillis(300));
        server.onTable(TABLE).streamsWith(name.name(), "1").refuse(StatusCode.NOT_FOUND);
        server.onTable(TABLE).streamsWith(name.name(), "3").refuse(StatusCode.INVALID_ARGUMENT);

        // Sub-streams connect in any order, so each sends its index in a header; 3 fails before 1.
        assertThatThrownBy(() -> open(
                        server,
                        options(4),
                        builder -> builder.channelCustomizer((index, channel) -> {
                            Metadata header = new Metadata();
                            header.put(name, String.valueOf(index));
                            channel.intercept(MetadataUtils.newAttachHeadersInterceptor(header));
                        })))
                .isInstanceOfSatisfying(
                        StreamOpenException.class,
                        failure -> assertThat(failure.grpcCode()).contains(GrpcCode.NOT_FOUND))
                .hasMessageContaining("sub-stream 1 ");
        await().until(() -> server.table(TABLE).liveStreams().isEmpty());
        await().until(() -> server.connectionsOpen() == 0);
    }

    @Test
    void interruptedOpenReleasesConnections() throws Exception {
        server.onTable(TABLE).everyStream().neverAnswer();
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        Thread opener = new Thread(() -> {
            try {
                open(server, options(3));
            } catch (ZerobusException e) {
                failures.add(e);
                failures.add(
                        Thread.currentThread().isInterrupted() ? e : new IllegalStateException("interrupt flag lost"));
            }
        });
        opener.start();
        await().until(() -> server.table(TABLE).streams().size() == 3);
        opener.interrupt();
        opener.join(10_000);

        assertThat(failures).hasSize(2).allMatch(ZerobusException.class::isInstance);
        await().until(() -> server.connectionsOpen() == 0);
    }

    @Test
    void failedSubStreamPoisonsStreamWithoutLoss() throws Exception {
        MultiplexedStream stream = open(server, options(4));
        Set<MessageId> admitted = ingestFromManyThreads(stream, 4, () -> {
            if (server.table(TABLE).durableRecords() > 200) {
                server.table(TABLE).streams().get(2).fail(StatusCode.NOT_FOUND);
            }
        });

        List<UnackedBatch> unacked = stream.unackedBatches();
        Set<MessageId> unackedIds = unacked.stream().map(UnackedBatch::id).collect(Collectors.toSet());
        Set<MessageId> acked = admitted.stream().filter(stream::isDurable).collect(Collectors.toSet());

        assertThat(unackedIds).doesNotContainAnyElementsOf(acked);
        Set<MessageId> both = new HashSet<>(acked);
        both.addAll(unackedIds);
        assertThat(both).isEqualTo(admitted);
        assertThat(unacked).isEqualTo(stream.unackedBatches());
        // Sub-streams connect in any order, so the third physical stream may belong to any of them.
        int failed = awaitPoison(stream).subStream();
        assertThat(unackedIds).allMatch(id -> id.subStream() == failed);
        assertThat(server.table(TABLE).durableRecords()).isGreaterThanOrEqualTo(acked.size());

        StreamSnapshot snapshot = stream.snapshot();
        assertThat(snapshot.state()).isEqualTo(StreamState.POISONED);
        assertThat(snapshot.count(SubStreamState.FAILED)).isEqualTo(1);
        acked.forEach(stream::await);
        for (MessageId id : unackedIds) {
            assertThatThrownBy(() -> stream.await(id)).isInstanceOfSatisfying(StreamPoisonedException.class, poison -> {
                assertThat(poison.subStream()).isEqualTo(failed);
                assertThat(poison.grpcCode()).contains(GrpcCode.NOT_FOUND);
            });
        }
        assertThatThrownBy(() -> stream.ingest(record("late"))).isInstanceOf(StreamPoisonedException.class);
        assertThatThrownBy(stream::flush).isInstanceOf(StreamPoisonedException.class);
        assertThatThrownBy(stream::close).isInstanceOf(StreamPoisonedException.class);
        assertThatThrownBy(stream::close).isInstanceOf(StreamPoisonedException.class);
        assertThat(stream.unackedBatches()).isEqualTo(unacked);
    }

    private Set<MessageId> ingestFromManyThreads(MultiplexedStream stream, int threads, Runnable each)
            throws InterruptedException {
        Set<MessageId> admitted = java.util.concurrent.ConcurrentHashMap.newKeySet();
        var pool = Executors.newFixedThreadPool(threads);
        for (int t = 0; t < threads; t++) {
            int thread = t;
            pool.execute(() -> {
                try {
                    for (int i = 0; ; i++) {
                        admitted.add(stream.ingest(record(thread + "-" + i)));
                        each.run();
                    }
                } catch (StreamPoisonedException | StreamClosedException e) {
                    // Ends the load.
                }
            });
        }
        pool.shutdown();
        assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        return admitted;
    }

    @Test
    void unackedIsSameBeforeAndAfterSeal() {
        server.onTable(TABLE).everyStream().neverAck();
        MultiplexedStream stream = open(server, options(2).poisonDrainTimeout(Duration.ofMillis(300)));
        List<MessageId> ids = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ids.add(stream.ingest(record(i)));
        }
        server.table(TABLE).streams().get(0).fail(StatusCode.INVALID_ARGUMENT);
        await().until(() -> stream.snapshot().state() == StreamState.POISONED);

        List<UnackedBatch> early = stream.unackedBatches();

        assertThat(early).extracting(UnackedBatch::id).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(stream.unackedBatches()).isEqualTo(early);
        assertThatThrownBy(stream::close).isInstanceOf(StreamPoisonedException.class);
    }

    @Test
    void healthySubStreamsAreDrainedAfterPoison() {
        MultiplexedStream stream = open(server, options(2));
        server.table(TABLE).streams().get(1).stopReading();
        List<MessageId> ids = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ids.add(stream.ingest(record(i)));
        }
        server.table(TABLE).streams().get(1).fail(StatusCode.NOT_FOUND);

        int failed = awaitPoison(stream).subStream();
        ids.stream().filter(id -> id.subStream() != failed).forEach(stream::await);

        assertThat(stream.unackedBatches()).allMatch(batch -> batch.id().subStream() == failed);
        assertThatThrownBy(stream::close).isInstanceOf(StreamPoisonedException.class);
    }

    private static StreamPoisonedException awaitPoison(MultiplexedStream stream) {
        return await().until(() -> stream.snapshot().poison(), java.util.Objects::nonNull);
    }

    @Test
    void listenerIsNotifiedOfEachRequestOnce() {
        ConcurrentLinkedQueue<DurableRange> ranges = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<StreamState> states = new ConcurrentLinkedQueue<>();
        StreamListener listener = new StreamListener() {
            @Override
            public void onDurable(DurableRange range) {
                ranges.add(range);
            }

            @Override
            public void onStateChange(StreamState state) {
                states.add(state);
            }
        };
        MultiplexedStream stream = open(server, options(2), listener);
        for (int i = 0; i < 1_000; i++) {
            stream.ingest(record(i));
        }
        stream.close();

        assertThat(ranges.stream().mapToInt(DurableRange::records).sum()).isEqualTo(1_000);
        for (int index = 0; index < 2; index++) {
            long next = 0;
            for (DurableRange range : ranges) {
                if (range.first().subStream() == index) {
                    assertThat(range.first().offset()).isEqualTo(next);
                    next = range.last().offset() + 1;
                }
            }
            assertThat(next).isEqualTo(500);
        }
        assertThat(states).containsExactly(StreamState.OPEN, StreamState.CLOSED);
    }

    @Test
    void closeSucceedsInCallback() {
        MultiplexedStream stream = open(server, options(2));
        var closed = stream.ingestAsync(record("a")).thenRun(stream::close);

        assertThat(closed).succeedsWithin(Duration.ofSeconds(10));
        assertThat(stream.snapshot().state()).isEqualTo(StreamState.CLOSED);
    }
}
