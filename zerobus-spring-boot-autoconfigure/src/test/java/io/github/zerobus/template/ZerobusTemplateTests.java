package io.github.zerobus.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.AwaitTimeoutException;
import io.github.zerobus.FlushResult;
import io.github.zerobus.MessageId;
import io.github.zerobus.Payload;
import io.github.zerobus.SendOptions;
import io.github.zerobus.SendResult;
import io.github.zerobus.StreamClosedException;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamState;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.StatusCode;
import io.github.zerobus.records.RecordConverter;
import io.github.zerobus.stream.MultiplexedStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class ZerobusTemplateTests {

    private static final String TABLE = "main.iot.readings";
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
    private static final String RECORD = "{\"a\":1}";
    private static final String OTHER = "{\"a\":2}";

    private final EmbeddedZerobusServer server = EmbeddedZerobusServer.start();
    private final MultiplexedStream stream = MultiplexedStream.builder()
            .endpoint(server.endpoint())
            .table(TABLE)
            .options(StreamOptions.builder()
                    .subStreams(1)
                    .poisonDrainTimeout(Duration.ofMillis(100))
                    .build())
            .build();
    private final ZerobusTemplate template =
            new ZerobusTemplate(stream, JsonMapper.builder().build()::writeValueAsBytes);

    record Reading(String device, int value) {}

    @AfterEach
    void close() {
        try {
            stream.close(Duration.ofSeconds(1));
        } catch (StreamPoisonedException | StreamClosedException e) {
            // Expected where the test ends the stream.
        }
        server.close();
    }

    private List<String> rows() {
        return server.table(TABLE).rows().stream().map(row -> row.text()).toList();
    }

    @Test
    void ingestReturnsIdOfRequest() {
        MessageId id = template.ingest(RECORD);

        template.await(id);
        assertThat(rows()).containsExactly(RECORD);
        assertThat(stream.isDurable(id)).isTrue();
    }

    @Test
    void ingestConvertsObjectsToJson() {
        template.await(template.ingest(new Reading("pump-1", 7), SendOptions.timeLimit(TEN_SECONDS)), TEN_SECONDS);

        assertThat(rows()).containsExactly("{\"device\":\"pump-1\",\"value\":7}");
    }

    @Test
    void converterTakesPrecedenceOverJson() {
        RecordConverter converter = (record, type) ->
                record instanceof Reading reading ? Payload.json("{\"v\":" + reading.value() + "}") : null;
        ZerobusTemplate converting = new ZerobusTemplate(stream, null, List.of(converter));

        converting.sendAndAwait(new Reading("pump-1", 7), TEN_SECONDS);

        assertThat(rows()).containsExactly("{\"v\":7}");
    }

    @Test
    void ingestBatchSendsOneRequest() {
        MessageId first = template.ingestBatch(List.of(RECORD, OTHER));
        MessageId second = template.ingestBatch(List.of(RECORD), SendOptions.none());

        template.await(second);
        assertThat(second.offset()).isEqualTo(first.offset() + 1);
        assertThat(rows()).containsExactly(RECORD, OTHER, RECORD);
    }

    @Test
    void tryIngestAdmitsRecordIfThereIsRoom() {
        stream.open();

        assertThat(template.tryIngest(RECORD)).isPresent();
        assertThat(template.tryIngest(RECORD, SendOptions.none())).isPresent();
    }

    @Test
    void sendCompletesWhenRecordIsDurable() throws Exception {
        SendResult single = template.send(RECORD).get(10, TimeUnit.SECONDS);
        SendResult batch = template.sendBatch(List.of(RECORD, OTHER)).get(10, TimeUnit.SECONDS);

        assertThat(batch.id().offset()).isEqualTo(single.id().offset() + 1);
        assertThat(rows()).containsExactly(RECORD, RECORD, OTHER);
    }

    @Test
    void sendFailsAfterItsTimeLimit() {
        server.onTable(TABLE).everyStream().neverAck();
        SendOptions shortly = SendOptions.timeLimit(Duration.ofMillis(50));
        stream.open();

        assertThat(template.send(RECORD, shortly))
                .failsWithin(TEN_SECONDS)
                .withThrowableThat()
                .withCauseInstanceOf(AwaitTimeoutException.class);
        assertThat(template.sendBatch(List.of(RECORD), shortly))
                .failsWithin(TEN_SECONDS)
                .withThrowableThat()
                .withCauseInstanceOf(AwaitTimeoutException.class);
        assertThatThrownBy(() -> template.sendAndAwait(RECORD, shortly)).isInstanceOf(AwaitTimeoutException.class);
        MessageId pending = template.ingest(RECORD);
        assertThatThrownBy(() -> template.await(pending, Duration.ofMillis(50)))
                .isInstanceOf(AwaitTimeoutException.class);
        FlushResult result = template.flush(Duration.ofMillis(50));
        assertThat(result.complete()).isFalse();
        assertThat(result.remainingRequests()).isEqualTo(4);
    }

    @Test
    void flushWaitsForAllRecords() {
        template.ingest(RECORD);
        template.ingest(OTHER);

        assertThat(template.flush(TEN_SECONDS).complete()).isTrue();
        assertThat(rows()).containsExactly(RECORD, OTHER);
    }

    @Test
    void invalidRecordsAreRejectedBeforeAdmission() {
        for (Object record : new Object[] {"no object", List.of(1, 2), new Reading[0]}) {
            assertThatThrownBy(() -> template.ingest(record)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> template.ingestBatch(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThat(stream.snapshot().ingestedRecords()).isZero();
    }

    @Test
    void operationsFailWhenStreamIsClosed() {
        MessageId id = template.sendAndAwait(RECORD, TEN_SECONDS).id();
        stream.close();

        assertThatThrownBy(() -> template.ingest(RECORD)).isInstanceOf(StreamClosedException.class);
        assertThatThrownBy(() -> template.tryIngest(RECORD)).isInstanceOf(StreamClosedException.class);
        assertThatThrownBy(() -> template.send(RECORD)).isInstanceOf(StreamClosedException.class);
        assertThatThrownBy(() -> template.flush(TEN_SECONDS)).isInstanceOf(StreamClosedException.class);
        template.await(id);
    }

    @Test
    void operationsFailWhenStreamIsPoisoned() {
        MessageId id = template.sendAndAwait(RECORD, TEN_SECONDS).id();
        server.table(TABLE).liveStreams().get(0).fail(StatusCode.NOT_FOUND);
        await().until(() -> stream.snapshot().state() == StreamState.POISONED);

        assertThatThrownBy(() -> template.ingest(RECORD)).isInstanceOf(StreamPoisonedException.class);
        assertThatThrownBy(() -> template.tryIngest(RECORD)).isInstanceOf(StreamPoisonedException.class);
        assertThatThrownBy(() -> template.sendBatch(List.of(RECORD))).isInstanceOf(StreamPoisonedException.class);
        assertThatThrownBy(() -> template.flush(TEN_SECONDS)).isInstanceOf(StreamPoisonedException.class);
        template.await(id);
    }
}
