package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.keys;
import static io.github.zerobus.stream.TestStreams.open;
import static io.github.zerobus.stream.TestStreams.options;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.GrpcCode;
import io.github.zerobus.MessageId;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.StreamOptionsBuilder;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamState;
import io.github.zerobus.SubStreamState;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.ObservedStream;
import io.github.zerobus.embedded.StatusCode;
import io.github.zerobus.embedded.Termination;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class RecoveryTests {

    private final EmbeddedZerobusServer server = EmbeddedZerobusServer.start();

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void unackedRecordsAreResentInOrderAndAckedRecordsAreNot() {
        try (MultiplexedStream stream =
                open(server, options(1).batching(b -> b.maxRecords(1).maxSize(1_000)))) {
            stream.await(stream.ingest(record(0)));
            ObservedStream first = server.table(TABLE).streams().get(0);
            server.onTable(TABLE).everyStream().neverAck();
            // The script applies to later streams; on this one the connection drops before the delayed acks.
            List<MessageId> ids = new ArrayList<>();
            first.stopReading();
            for (int i = 1; i < 10; i++) {
                ids.add(stream.ingest(record(i)));
            }
            server.onTable(TABLE).clear();
            first.dropConnection();
            ids.forEach(stream::await);

            assertThat(ids).extracting(MessageId::offset).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
            ObservedStream second = server.table(TABLE).streams().get(1);
            assertThat(second.messages())
                    .extracting(ObservedStream.Message::wireOffset)
                    .containsExactlyElementsOf(
                            LongStream.range(0, second.messageCount()).boxed().toList());
            assertThat(second.messages().get(0).records().get(0)).isEqualTo(utf8("{\"key\":\"1\"}"));
        }
        assertThat(keys(server))
                .containsExactlyElementsOf(
                        IntStream.range(0, 10).mapToObj(Integer::toString).toList());
    }

    private static com.google.protobuf.ByteString utf8(String text) {
        return com.google.protobuf.ByteString.copyFromUtf8(text);
    }

    @Test
    void streamRecoversFromRetryableStatus() {
        server.onTable(TABLE).stream(0).afterMessages(3).fail(StatusCode.INTERNAL);
        try (MultiplexedStream stream =
                open(server, options(1).batching(b -> b.maxRecords(1).maxSize(1_000)))) {
            for (int i = 0; i < 10; i++) {
                stream.ingest(record(i));
            }
            assertThat(stream.flush().complete()).isTrue();
        }
        assertThat(keys(server)).contains("0", "9").doesNotHaveDuplicates().hasSize(10);
    }

    @Test
    void noRecordIsLostWhenServerRestarts() {
        try (MultiplexedStream stream = open(server, options(2))) {
            stream.ingest(record(0));
            stream.flush();
            server.stop();
            for (int i = 1; i < 100; i++) {
                stream.ingest(record(i));
            }
            await().until(() -> stream.snapshot().count(SubStreamState.RECOVERING) == 2);
            server.restart();
            assertThat(stream.flush().complete()).isTrue();
        }
        assertThat(keys(server)).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void streamIsPoisonedWhenEachConnectionFailsAndRetriesAreLimited() {
        server.onTable(TABLE).streamsFrom(0).afterMessages(1).fail(StatusCode.UNAVAILABLE);
        MultiplexedStream stream = open(server, options(1).recovery(r -> r.maxRetries(4)));
        MessageId id = stream.ingest(record("a"));

        assertThatThrownBy(() -> stream.await(id))
                .isInstanceOfSatisfying(
                        StreamPoisonedException.class,
                        poison -> assertThat(poison.grpcCode()).contains(GrpcCode.UNAVAILABLE));

        assertThat(server.table(TABLE).streams()).hasSize(5);
        assertThat(stream.unackedBatches()).hasSize(1);
        assertThatThrownBy(stream::close).isInstanceOf(StreamPoisonedException.class);
    }

    @Test
    void streamIsPoisonedWhenServerNeverAcksAndRetriesAreLimited() {
        server.onTable(TABLE).everyStream().neverAck();
        MultiplexedStream stream =
                open(server, options(1).silenceTimeout(Duration.ofMillis(50)).recovery(r -> r.maxRetries(2)));
        MessageId id = stream.ingest(record("a"));

        assertThatThrownBy(() -> stream.await(id))
                .isInstanceOf(StreamPoisonedException.class)
                .hasMessageContaining("silence-timeout");
        assertThatThrownBy(stream::close).isInstanceOf(StreamPoisonedException.class);
    }

    @Test
    void silenceIsIgnoredWhenNothingIsPending() {
        try (MultiplexedStream stream = open(server, options(1).silenceTimeout(Duration.ofMillis(50)))) {
            stream.await(stream.ingest(record("a")));
            long later = System.nanoTime() + Duration.ofMillis(200).toNanos();
            await().until(() -> System.nanoTime() > later);
            stream.await(stream.ingest(record("b")));
        }
        assertThat(server.table(TABLE).streams()).hasSize(1);
    }

    @Test
    void lostConnectionPoisonsStreamWhenRecoveryIsDisabled() {
        StreamOptionsBuilder options = options(1)
                .recovery(r -> r.enabled(false)
                        .timeout(Duration.ofSeconds(5))
                        .backoff(Duration.ZERO)
                        .maxBackoff(Duration.ZERO));
        MultiplexedStream stream = open(server, options);
        server.table(TABLE).streams().get(0).fail(StatusCode.UNAVAILABLE);

        await().until(() -> stream.snapshot().state() == StreamState.POISONED);

        assertThat(server.table(TABLE).streams()).hasSize(1);
        assertThatThrownBy(stream::close).isInstanceOf(StreamPoisonedException.class);
    }

    @Test
    void closeSignalRotatesWithoutLossOrDuplicates() {
        try (MultiplexedStream stream = open(server, options(1))) {
            for (int round = 0; round < 5; round++) {
                for (int i = 0; i < 50; i++) {
                    stream.ingest(record(round * 50 + i));
                }
                await().until(() -> server.table(TABLE).liveStreams().size() == 1);
                server.table(TABLE).liveStreams().get(0).closeSignal(Duration.ofSeconds(30));
            }
            assertThat(stream.flush().complete()).isTrue();
            // A call that is not open yet would be cancelled.
            await().until(() -> server.table(TABLE).streams().size() == 6
                    && stream.snapshot().subStreams().get(0).state() == SubStreamState.OPEN);
        }
        assertThat(keys(server)).hasSize(250).doesNotHaveDuplicates();
        assertThat(server.table(TABLE).streams()).hasSizeGreaterThan(1);
        assertThat(server.table(TABLE).streams())
                .allMatch(stream ->
                        stream.termination().equals(java.util.Optional.of(Termination.HALF_CLOSED_BY_CLIENT)));
    }

    @Test
    void pauseEndsAtTimeoutAndUnackedRecordsAreResent() {
        server.onTable(TABLE).stream(0).neverAck();
        try (MultiplexedStream stream = open(server, options(1).pauseTimeout(Duration.ofMillis(50)))) {
            stream.ingest(record("a"));
            ObservedStream first = server.table(TABLE).streams().get(0);
            await().until(() -> first.messageCount() == 1);
            first.closeSignal(Duration.ofMinutes(15));

            assertThat(stream.flush().complete()).isTrue();
        }
        assertThat(keys(server)).containsExactly("a");
        assertThat(server.table(TABLE).streams()).hasSize(2);
    }

    @Test
    void recordsIngestedDuringPauseAreSentOnNextStream() {
        server.onTable(TABLE).stream(0).neverAck();
        try (MultiplexedStream stream = open(server, options(1))) {
            stream.ingest(record("a"));
            ObservedStream first = server.table(TABLE).streams().get(0);
            await().until(() -> first.messageCount() == 1);
            first.closeSignal(Duration.ofMinutes(15));
            await().until(() -> stream.snapshot().count(SubStreamState.PAUSED) == 1);
            stream.ingest(record("b"));
            first.releaseAcks();

            assertThat(stream.flush().complete()).isTrue();
            assertThat(first.messageCount()).isEqualTo(1);
        }
        assertThat(keys(server)).containsExactly("a", "b");
    }

    @Test
    void slowAttemptIsCancelledAndRetried() {
        server.onTable(TABLE).stream(0).neverAnswer();
        StreamOptionsBuilder options = options(1)
                .recovery(r -> r.timeout(Duration.ofMillis(200))
                        .backoff(Duration.ofMillis(10))
                        .maxBackoff(Duration.ofMillis(10))
                        .maxRetries(2));
        try (MultiplexedStream stream = open(server, options)) {
            stream.await(stream.ingest(record("a")));
        }
        assertThat(server.table(TABLE).streams()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = StatusCode.class,
            names = {"INVALID_ARGUMENT", "NOT_FOUND", "UNIMPLEMENTED", "OUT_OF_RANGE"})
    void openFailsAtOnceWhenErrorIsPermanent(StatusCode code) {
        server.onTable(TABLE).everyStream().refuse(code);

        assertThatThrownBy(() -> open(server, options(1)))
                .isInstanceOfSatisfying(StreamOpenException.class, failure -> {
                    assertThat(failure.attempts()).isEqualTo(1);
                    assertThat(failure.grpcCode()).contains(GrpcCode.valueOf(code.name()));
                });
    }

    @Test
    void openFailsWhenRetriesAreExhausted() {
        server.onTable(TABLE).everyStream().refuse(StatusCode.UNAVAILABLE);

        assertThatThrownBy(() -> open(server, options(1).recovery(r -> r.maxRetries(4))))
                .isInstanceOfSatisfying(
                        StreamOpenException.class,
                        failure -> assertThat(failure.attempts()).isEqualTo(5));
        assertThat(server.table(TABLE).streams()).hasSize(5);
    }

    @Test
    void startupTimeoutMessageContainsLastError() {
        server.stop();

        assertThatThrownBy(() -> open(server, options(1).startupTimeout(Duration.ofMillis(300))))
                .isInstanceOf(StreamOpenException.class)
                .hasMessageContaining("startup-timeout")
                .hasMessageContaining("UNAVAILABLE");
    }

    @Test
    void openFailsWhenStartupTimeoutExpires() {
        server.onTable(TABLE).everyStream().neverAnswer();

        assertThatThrownBy(() -> open(server, options(2).startupTimeout(Duration.ofMillis(200))))
                .isInstanceOf(StreamOpenException.class)
                .hasMessageContaining("startup-timeout");
        await().until(() -> server.table(TABLE).liveStreams().isEmpty());
    }
}
