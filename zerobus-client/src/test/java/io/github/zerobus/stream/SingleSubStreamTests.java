package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.keys;
import static io.github.zerobus.stream.TestStreams.open;
import static io.github.zerobus.stream.TestStreams.options;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.MessageId;
import io.github.zerobus.Payload;
import io.github.zerobus.StreamClosedException;
import io.github.zerobus.StreamState;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.ObservedStream;
import io.github.zerobus.embedded.Termination;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SingleSubStreamTests {

    private final EmbeddedZerobusServer server = EmbeddedZerobusServer.start();

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void recordBecomesDurable() {
        try (MultiplexedStream stream = open(server, options(1))) {
            MessageId id = stream.ingest(record("a"));

            stream.await(id);

            assertThat(id).isEqualTo(EngineAccess.messageId(0, 0));
            assertThat(stream.isDurable(id)).isTrue();
            assertThat(keys(server)).containsExactly("a");
        }
    }

    @Test
    void recordsKeepTheirOrder() {
        List<String> sent = new ArrayList<>();
        try (MultiplexedStream stream = open(server, options(1))) {
            for (int i = 0; i < 5_000; i++) {
                sent.add("k" + i);
                assertThat(stream.ingest(record("k" + i)).offset()).isEqualTo(i);
            }
            assertThat(stream.flush().complete()).isTrue();
        }
        assertThat(keys(server)).isEqualTo(sent);
    }

    @Test
    void batchConsumesOneOffsetAndOneMessage() {
        try (MultiplexedStream stream = open(server, options(1))) {
            MessageId first = stream.ingestBatch(List.of(record("a"), record("b"), record("c")));
            MessageId second = stream.ingest(record("d"));
            stream.await(second);

            assertThat(first.offset()).isZero();
            assertThat(second.offset()).isEqualTo(1);
        }
        List<ObservedStream.Message> messages =
                server.table(TABLE).streams().get(0).messages();
        assertThat(messages).hasSize(2);
        assertThat(messages.get(0).batch()).isTrue();
        assertThat(messages.get(0).records()).hasSize(3);
        assertThat(messages.get(1).batch()).isFalse();
    }

    @Test
    void batchOfOneIsSentAsRecord() {
        try (MultiplexedStream stream = open(server, options(1))) {
            stream.await(stream.ingestBatch(List.of(record("a"))));
        }
        assertThat(server.table(TABLE).streams().get(0).messages())
                .singleElement()
                .matches(message -> !message.batch());
    }

    @Test
    void emptyBatchIsRejectedWithoutConsumingOffset() {
        try (MultiplexedStream stream = open(server, options(1))) {
            assertThatIllegalArgumentException().isThrownBy(() -> stream.ingestBatch(List.of()));
            assertThat(stream.ingest(record("a")).offset()).isZero();
        }
    }

    @Test
    void ingestRejectsInvalidPayloadAndStreamStaysOpen() {
        try (MultiplexedStream stream = open(server, options(1).maxPayloadSize(100))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> stream.ingest(Payload.json("{\"k\":\"" + "x".repeat(200) + "\"}")))
                    .withMessageContaining("max-payload-size")
                    .withMessageContaining("100");
            assertThatIllegalArgumentException().isThrownBy(() -> stream.ingest(Payload.json("[1]")));
            assertThatIllegalArgumentException().isThrownBy(() -> stream.ingest(Payload.json("{\"a\":1} {}")));
            assertThatIllegalArgumentException().isThrownBy(() -> stream.ingest(Payload.proto(new byte[] {8, 1})));

            MessageId id = stream.ingest(record("a"));
            stream.await(id);
            assertThat(id.offset()).isZero();
        }
    }

    @Test
    void futureCompletesWithIdAndLatency() throws Exception {
        try (MultiplexedStream stream = open(server, options(1))) {
            var result = stream.ingestAsync(record("a")).get(10, TimeUnit.SECONDS);

            assertThat(result.id()).isEqualTo(EngineAccess.messageId(0, 0));
            assertThat(result.latency()).isPositive();
            assertThat(stream.awaitAsync(result.id())).isCompleted();
        }
    }

    @Test
    void blockingCallFailsInCallbackOfFuture() {
        try (MultiplexedStream stream = open(server, options(1))) {
            var thread = stream.ingestAsync(record("a"))
                    .thenApply(result -> Thread.currentThread().getName());
            var failure = stream.ingestAsync(record("b")).handle((result, none) -> {
                try {
                    stream.flush();
                    return null;
                } catch (IllegalStateException e) {
                    return e;
                }
            });

            assertThat(thread.join()).contains("worker");
            assertThat(failure.join()).hasMessageContaining("would block");
        }
    }

    @Test
    void awaitFailsWhenSubStreamIndexIsUnknown() {
        try (MultiplexedStream stream = open(server, options(1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> stream.await(EngineAccess.messageId(63, 0)))
                    .withMessageContaining("63");
        }
    }

    @Test
    void flushReturnsRemainingRequestsWhenItTimesOut() {
        server.onTable(TABLE).everyStream().neverAck();
        MultiplexedStream stream = open(server, options(1));
        stream.ingest(record("a"));
        stream.ingest(record("b"));

        var result = stream.flush(Duration.ofMillis(100));

        assertThat(result.complete()).isFalse();
        assertThat(result.remainingRequests()).isEqualTo(2);
        assertThat(stream.snapshot().state()).isEqualTo(StreamState.OPEN);
        server.table(TABLE).liveStreams().get(0).releaseAcks();
        assertThat(stream.flush().complete()).isTrue();
        stream.close();
    }

    @Test
    void closeFlushesAndHalfCloses() {
        MultiplexedStream stream = open(server, options(1));
        MessageId id = stream.ingest(record("a"));

        stream.close();
        stream.close();

        assertThat(keys(server)).containsExactly("a");
        assertThat(server.table(TABLE).streams().get(0).termination()).contains(Termination.HALF_CLOSED_BY_CLIENT);
        assertThat(stream.unackedBatches()).isEmpty();
        stream.await(id);
        assertThatThrownBy(() -> stream.ingest(record("b"))).isInstanceOf(StreamClosedException.class);
        assertThatThrownBy(stream::flush).isInstanceOf(StreamClosedException.class);
        assertThatThrownBy(() -> stream.ingestBatch(List.of())).isInstanceOf(StreamClosedException.class);
    }

    @Test
    void closeKeepsUnackedWhenItTimesOut() {
        server.onTable(TABLE).everyStream().neverAck();
        MultiplexedStream stream = open(server, options(1));
        MessageId first = stream.ingestBatch(List.of(record("a"), record("b")));
        MessageId second = stream.ingest(record("c"));
        var future = stream.awaitAsync(second);
        assertThatIllegalStateException().isThrownBy(stream::unackedBatches);

        assertThatThrownBy(() -> stream.close(Duration.ofMillis(50)))
                .isInstanceOf(StreamClosedException.class)
                .hasMessageContaining("2 requests");

        assertThat(stream.unackedBatches()).extracting("id").containsExactly(first, second);
        assertThat(stream.unackedRecords()).hasSize(3);
        assertThat(stream.unackedRecords()).isEqualTo(stream.unackedRecords());
        assertThat(future).isCompletedExceptionally();
        assertThatThrownBy(() -> stream.await(second)).isInstanceOf(StreamClosedException.class);
    }
}
