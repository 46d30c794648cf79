package io.github.zerobus.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.zerobus.StreamOptions;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamState;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.StatusCode;
import io.github.zerobus.stream.MultiplexedStream;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closed streams leave no meters, whether they have the same name or different ones. */
@Timeout(120)
class MeterCountTests {

    private static final String TABLE = "main.iot.readings";
    private static final int STREAMS = 1_000;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ZerobusMetrics metrics = new ZerobusMetrics(registry);

    @Test
    void thousandClosedStreamsLeaveNoMeters() {
        try (EmbeddedZerobusServer server =
                EmbeddedZerobusServer.builder().ackDelay(Duration.ZERO).start()) {
            MultiplexedStream staying = open(server, "staying");
            int before = registry.getMeters().size();
            int most = 0;
            for (int i = 0; i < STREAMS; i++) {
                MultiplexedStream stream = open(server, i % 2 == 0 ? "again" : "stream" + i);
                most = Math.max(most, registry.getMeters().size());
                poison(server, stream);
                assertThatThrownBy(stream::close).isInstanceOf(StreamPoisonedException.class);
                assertThat(registry.getMeters()).as("after %s streams", i + 1).hasSize(before);
            }
            assertThat(most).as("while one more is open").isEqualTo(2 * before);
            staying.close();
        }
        assertThat(registry.getMeters()).isEmpty();
    }

    private MultiplexedStream open(EmbeddedZerobusServer server, String name) {
        MultiplexedStream stream = MultiplexedStream.builder()
                .name(name)
                .endpoint(server.endpoint())
                .table(TABLE)
                .options(StreamOptions.builder()
                        .subStreams(1)
                        .poisonDrainTimeout(Duration.ZERO)
                        .build())
                .listener(metrics)
                .build();
        metrics.bindTo(stream::snapshot);
        stream.open();
        return stream;
    }

    private static void poison(EmbeddedZerobusServer server, MultiplexedStream stream) {
        var live = server.table(TABLE).liveStreams();
        live.get(live.size() - 1).fail(StatusCode.NOT_FOUND);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(1))
                .until(() -> stream.snapshot().state() == StreamState.POISONED);
    }
}
