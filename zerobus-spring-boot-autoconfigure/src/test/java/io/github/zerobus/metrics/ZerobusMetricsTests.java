package io.github.zerobus.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.zerobus.StreamOptions;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.template.ZerobusTemplate;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ZerobusMetricsTests {

    private static final List<String> METERS = List.of(
            "zerobus.stream.ack.latency",
            "zerobus.stream.acked",
            "zerobus.stream.backpressure",
            "zerobus.stream.batch",
            "zerobus.stream.dead.lettered",
            "zerobus.stream.generations",
            "zerobus.stream.inflight",
            "zerobus.stream.inflight.max",
            "zerobus.stream.inflight.size",
            "zerobus.stream.inflight.size.max",
            "zerobus.stream.ingested",
            "zerobus.stream.recoveries",
            "zerobus.stream.rejected",
            "zerobus.stream.replayed",
            "zerobus.stream.resent",
            "zerobus.stream.rotations",
            "zerobus.stream.sent",
            "zerobus.stream.state",
            "zerobus.stream.unacked.age",
            "zerobus.sub.stream.acked",
            "zerobus.sub.stream.inflight");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void metersHaveNamesAndTagsAndAreRemovedWithStream() {
        ZerobusMetrics metrics = new ZerobusMetrics(registry);
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            MultiplexedStream stream = stream(server, metrics);
            metrics.bindTo(stream::snapshot);
            stream.open();
            ZerobusTemplate template = new ZerobusTemplate(stream, null);
            template.sendBatch(List.of("{\"a\":1}", "{\"a\":2}")).join();
            template.send("{\"a\":3}").join();
            assertThatThrownBy(() -> template.ingestBatch(List.of("{}", "no json", "{}")))
                    .isInstanceOf(IllegalArgumentException.class);

            assertThat(new TreeSet<>(registry.getMeters().stream()
                            .map(Meter::getId)
                            .map(Meter.Id::getName)
                            .toList()))
                    .containsExactlyElementsOf(METERS);
            assertThat(registry.getMeters())
                    .allMatch(meter -> "default".equals(meter.getId().getTag("stream")))
                    .allMatch(meter -> "main.iot.readings".equals(meter.getId().getTag("table")));
            assertThat(List.of(counted("ingested"), counted("acked"), counted("sent")))
                    .containsExactly(3.0, 3.0, 21.0);
            assertThat(registry.get("zerobus.stream.rejected")
                            .tag("reason", "invalid")
                            .counter()
                            .count())
                    .isEqualTo(3);
            assertThat(registry.get("zerobus.stream.state")
                            .tag("state", "open")
                            .gauge()
                            .value())
                    .isEqualTo(1);
            org.awaitility.Awaitility.await()
                    .until(() -> registry.get("zerobus.stream.batch").summary().totalAmount() == 3);
            stream.close();
        }
        assertThat(registry.getMeters()).isEmpty();
    }

    private double counted(String name) {
        return registry.get("zerobus.stream." + name).functionCounter().count();
    }

    private static MultiplexedStream stream(EmbeddedZerobusServer server, ZerobusMetrics metrics) {
        return MultiplexedStream.builder()
                .endpoint(server.endpoint())
                .table("main.iot.readings")
                .options(StreamOptions.builder()
                        .subStreams(2)
                        .openJitter(Duration.ZERO)
                        .build())
                .listener(metrics)
                .build();
    }
}
