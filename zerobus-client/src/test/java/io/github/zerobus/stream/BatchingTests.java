package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.keys;
import static io.github.zerobus.stream.TestStreams.open;
import static io.github.zerobus.stream.TestStreams.options;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.MessageId;
import io.github.zerobus.Payload;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.ObservedStream;
import io.github.zerobus.embedded.ObservedStream.Message;
import io.github.zerobus.engine.buffer.AckFuture;
import io.github.zerobus.engine.buffer.InflightBuffer;
import io.github.zerobus.engine.buffer.SlotState;
import io.github.zerobus.engine.buffer.WireBatch;
import io.github.zerobus.engine.time.ThreadTimers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatchingTests {

    /** More than the transport and its flow-control windows hold, so that further records stay queued. */
    private static final int FILLERS = 40;

    private final EmbeddedZerobusServer server = EmbeddedZerobusServer.start();

    @AfterEach
    void stopServer() {
        server.close();
    }

    private static Payload filler(int i) {
        return Payload.json("{\"key\":\"f" + i + "\",\"pad\":\"" + "x".repeat(200_000) + "\"}");
    }

    /** Stops reading on the server and fills the transport. The test queues its records and then resumes reading. */
    private ObservedStream stall(MultiplexedStream stream) {
        ObservedStream live = server.table(TABLE).liveStreams().get(0);
        live.stopReading();
        for (int i = 0; i < FILLERS; i++) {
            stream.ingest(filler(i));
        }
        return live;
    }

    @Test
    void queuedRecordsAreBatchedWithinBothLimits() {
        try (MultiplexedStream stream = open(
                server,
                options(1).batching(b -> b.maxRecords(50).maxSize(2_000)).maxInflightSize(64 << 20))) {
            ObservedStream live = stall(stream);
            List<MessageId> ids = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                ids.add(stream.ingest(record(i)));
            }
            live.resumeReading();
            ids.forEach(stream::await);

            List<Message> messages = live.messages();
            assertThat(messages)
                    .extracting(Message::wireOffset)
                    .containsExactlyElementsOf(
                            LongStream.range(0, messages.size()).boxed().toList());
            List<Message> runs = messages.stream().filter(Message::batch).toList();
            assertThat(runs).isNotEmpty().allMatch(run -> run.records().size() <= 50);
            assertThat(runs)
                    .allMatch(run -> run.records().stream()
                                    .mapToInt(com.google.protobuf.ByteString::size)
                                    .sum()
                            <= 2_000);
            assertThat(messages.size()).isLessThan(FILLERS + 200);
        }
        List<String> keys =
                keys(server).stream().filter(key -> !key.startsWith("f")).toList();
        assertThat(keys)
                .isEqualTo(IntStream.range(0, 1_000).mapToObj(Integer::toString).toList());
    }

    @Test
    void ackReleasesExactlyTheRequestsOfItsMessage() {
        List<WireBatch> sent = new ArrayList<>();
        InflightBuffer buffer = new InflightBuffer(
                0,
                options(1).batching(b -> b.maxRecords(3).maxSize(1_000_000)).build(),
                0,
                new ThreadTimers("test"),
                () -> {},
                positions -> {});
        for (int i = 0; i < 8; i++) {
            assertThat(buffer.tryAdmit(record(i), null, InflightBuffer.NOT_STORED, null))
                    .isNotNull();
        }
        for (WireBatch batch = buffer.queue().takeBatch();
                batch != null;
                batch = buffer.queue().takeBatch()) {
            sent.add(batch);
        }

        buffer.ackedUpTo(sent.get(1).endOffset());

        assertThat(sent).hasSize(3);
        assertThat(buffer.unacked().state(5)).isEqualTo(SlotState.DURABLE);
        assertThat(buffer.unacked().state(6)).isEqualTo(SlotState.SENT);
        assertThat(buffer.unacked().snapshot().bytes()).isEqualTo(2 * (11 + 256));
    }

    @Test
    void clockIsReadOncePerMessageDuringDrain() {
        VirtualTime time = new VirtualTime(0);
        InflightBuffer buffer = new InflightBuffer(0, options(1).build(), 0, time.engine(), () -> {}, positions -> {});
        buffer.tryAdmit(record(0), null, InflightBuffer.NOT_STORED, null);
        time.pass(Duration.ofMillis(5));
        assertThat(buffer.queue().takeBatch()).isNotNull();
        time.pass(Duration.ofMillis(1));

        buffer.tryAdmit(record(1), null, InflightBuffer.NOT_STORED, null);
        buffer.queue().pauseDrain();
        time.pass(Duration.ofMillis(1));
        buffer.tryAdmit(record(2), null, InflightBuffer.NOT_STORED, null);

        time.pass(Duration.ofMillis(10));
        assertThat(buffer.unacked().snapshot().oldestNanos()).isEqualTo(17_000_000);
        buffer.ackedUpTo(1);
        assertThat(buffer.unacked().snapshot().oldestNanos()).isEqualTo(12_000_000);
        buffer.ackedUpTo(2);
        assertThat(buffer.unacked().snapshot().oldestNanos()).isEqualTo(12_000_000);
    }

    @Test
    void queuedRecordsWithoutFutureShareTimestamp() {
        VirtualTime time = new VirtualTime(0);
        InflightBuffer buffer = new InflightBuffer(0, options(1).build(), 0, time.engine(), () -> {}, positions -> {});
        for (int i = 0; i < 19; i++) {
            buffer.tryAdmit(
                    record(i),
                    null,
                    InflightBuffer.NOT_STORED,
                    i == 18 ? AckFuture.callback(Duration.ofSeconds(1), 1_000_000_000) : null);
            time.pass(Duration.ofMillis(1));
        }

        List<Long> ages = new ArrayList<>();
        for (int offset = 0; offset < 19; offset++) {
            ages.add(buffer.unacked().snapshot().oldestNanos() / 1_000_000);
            buffer.ackedUpTo(offset + 1);
        }

        assertThat(ages.subList(0, 16)).containsOnly(19L);
        assertThat(ages.subList(16, 18)).containsOnly(3L);
        assertThat(ages.get(18)).isEqualTo(1);
    }

    @Test
    void recordInEmptyQueueHasItsOwnTimestamp() {
        VirtualTime time = new VirtualTime(0);
        InflightBuffer buffer = new InflightBuffer(0, options(1).build(), 0, time.engine(), () -> {}, positions -> {});
        for (int i = 0; i < 2; i++) {
            buffer.tryAdmit(record(i), null, InflightBuffer.NOT_STORED, null);
            assertThat(buffer.queue().takeBatch()).isNotNull();
            assertThat(buffer.queue().takeBatch()).isNull();
            time.pass(Duration.ofMillis(5));
        }

        buffer.ackedUpTo(1);
        assertThat(buffer.unacked().snapshot().oldestNanos()).isEqualTo(5_000_000);
    }

    @Test
    void recordsAreResentInOrderWhenConnectionIsDropped() {
        server.onTable(TABLE).stream(0).afterMessages(FILLERS + 10).dropConnection();
        try (MultiplexedStream stream = open(
                server,
                options(1).batching(b -> b.maxRecords(10).maxSize(100_000)).maxInflightSize(64 << 20))) {
            ObservedStream live = stall(stream);
            for (int i = 0; i < 500; i++) {
                stream.ingest(record(i));
            }
            live.resumeReading();
            assertThat(stream.flush().complete()).isTrue();

            List<ObservedStream> streams = server.table(TABLE).streams();
            assertThat(streams).hasSize(2);
            List<String> resent = streams.get(1).messages().stream()
                    .flatMap(message -> message.records().stream())
                    .map(com.google.protobuf.ByteString::toStringUtf8)
                    .filter(text -> !text.contains("pad"))
                    .toList();
            int first = 500 - resent.size();
            assertThat(resent).hasSizeGreaterThanOrEqualTo(400);
            assertThat(resent)
                    .isEqualTo(IntStream.range(first, 500)
                            .mapToObj(i -> "{\"key\":\"" + i + "\"}")
                            .toList());
        }
        assertThat(keys(server).stream().filter(key -> !key.contains("pad"))).hasSizeGreaterThanOrEqualTo(500);
    }

    @Test
    void batchesOfApplicationAreNotMergedWithSingleRecords() {
        try (MultiplexedStream stream = open(server, options(1).maxInflightSize(64 << 20))) {
            ObservedStream live = stall(stream);
            for (int i = 0; i < 20; i++) {
                stream.ingest(record("s" + i));
                stream.ingestBatch(List.of(record("b" + i), record("b" + i), record("b" + i)));
                stream.ingest(record("t" + i));
            }
            live.resumeReading();
            assertThat(stream.flush().complete()).isTrue();

            for (Message message : live.messages()) {
                long ofBatch = message.records().stream()
                        .filter(bytes -> bytes.toStringUtf8().contains("\"b"))
                        .count();
                assertThat(ofBatch).isIn(0L, 3L);
                assertThat(ofBatch == 3 && message.records().size() != 3).isFalse();
            }
        }
    }

    @Test
    void recordNearSizeLimitIsSentBehindSmallRecords() {
        try (MultiplexedStream stream = open(server, options(1).maxInflightSize(64 << 20))) {
            ObservedStream live = stall(stream);
            stream.ingest(record("small"));
            stream.ingest(Payload.json("{\"key\":\"" + "x".repeat(10_420_224 - 10) + "\"}"));
            stream.ingest(record("after"));
            live.resumeReading();

            assertThat(stream.flush().complete()).isTrue();
            assertThat(live.messages())
                    .anyMatch(message -> message.records().size() == 1
                            && message.records().get(0).size() == 10_420_224);
        }
    }

    @Test
    void eachRecordIsSentAloneWhenBatchingIsDisabled() {
        try (MultiplexedStream stream = open(
                server,
                options(1)
                        .batching(batching -> batching.maxRecords(1).maxSize(1))
                        .maxInflightSize(64 << 20))) {
            ObservedStream live = stall(stream);
            for (int i = 0; i < 100; i++) {
                stream.ingest(record(i));
            }
            live.resumeReading();
            assertThat(stream.flush().complete()).isTrue();
            assertThat(live.messages()).hasSize(FILLERS + 100).noneMatch(Message::batch);
        }
    }
}
