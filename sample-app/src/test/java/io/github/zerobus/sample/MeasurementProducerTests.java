package io.github.zerobus.sample;

import static io.github.zerobus.embedded.assertj.ZerobusAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.RecoveryOptions;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.embedded.DurableRow;
import io.github.zerobus.embedded.EmbeddedTable;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.ObservedStream;
import io.github.zerobus.embedded.StatusCode;
import io.github.zerobus.embedded.junit.EmbeddedZerobusExtension;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.template.ZerobusTemplate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

/** Tests the producer without Spring. */
class MeasurementProducerTests {

    private static final String TABLE = "main.telemetry.measurements";

    @RegisterExtension
    final EmbeddedZerobusExtension zerobus =
            new EmbeddedZerobusExtension(EmbeddedZerobusServer.builder().ackDelay(Duration.ofMillis(1)));

    private static final RecoveryOptions QUICK = RecoveryOptions.builder()
            .timeout(Duration.ofSeconds(5))
            .backoff(Duration.ofMillis(10))
            .maxBackoff(Duration.ofSeconds(1))
            .build();

    private static MultiplexedStream stream(EmbeddedZerobusServer server) {
        return MultiplexedStream.builder()
                .endpoint(server.endpoint())
                .table(TABLE)
                .options(StreamOptions.builder()
                        .subStreams(2)
                        .openJitter(Duration.ZERO)
                        .recovery(QUICK)
                        .build())
                .build();
    }

    private static MeasurementProducer producer(MultiplexedStream stream) {
        return new MeasurementProducer(
                new MachineSampler(),
                new ZerobusTemplate(stream, new JsonMapper()::writeValueAsBytes),
                new AckLatency(new SimpleMeterRegistry()),
                new SampleProperties(1_000));
    }

    @Test
    void noMeasurementIsLostWhenConnectionsBreak(EmbeddedZerobusServer server) {
        EmbeddedTable table = server.table(TABLE);
        try (MultiplexedStream stream = stream(server)) {
            MeasurementProducer producer = producer(stream);
            producer.start();
            await().until(() -> table.durableRecords() > 100);
            table.liveStreams().forEach(ObservedStream::dropConnection);
            await().until(() -> table.durableRecords() > 1_000);
            producer.stop();

            assertThat(stream.flush().complete()).isTrue();
            // Every reading is distinct, so only resent records occur twice.
            assertThat(table.rows().stream().map(DurableRow::text).distinct())
                    .hasSize((int) stream.snapshot().ackedRecords());
        }
    }

    /** Sends at once after a restart, not only after the first run's duration has passed. */
    @Test
    void producerSendsAtOnceAfterRestart(EmbeddedZerobusServer server) {
        EmbeddedTable table = server.table(TABLE);
        try (MultiplexedStream stream = stream(server)) {
            MeasurementProducer producer = producer(stream);
            producer.start();
            await().until(() -> table.durableRecords() > 3_000);
            producer.stop();
            assertThat(stream.flush().complete()).isTrue();
            long before = table.durableRecords();

            producer.start();
            await().atMost(Duration.ofSeconds(2)).until(() -> table.durableRecords() > before);
            producer.stop();
        }
    }

    @Test
    void producerStopsWhenStreamIsPoisoned(EmbeddedZerobusServer server) {
        EmbeddedTable table = server.table(TABLE);
        MultiplexedStream stream = stream(server);
        MeasurementProducer producer = producer(stream);
        producer.start();
        await().until(() -> table.durableRecords() > 100);
        table.liveStreams().get(0).fail(StatusCode.NOT_FOUND);

        await().until(() -> !producer.isRunning());
        assertThatExceptionOfType(StreamPoisonedException.class).isThrownBy(stream::close);
    }
}
