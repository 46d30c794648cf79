package io.github.zerobus.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.auth.OAuthTokenProvider;
import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import io.github.zerobus.autoconfigure.metrics.ZerobusMetricsAutoConfiguration;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.template.ZerobusTemplate;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;

/** Dashboards and alerts depend on these names. */
@Timeout(60)
class PrometheusNamesTests {

    private static final List<String> SERIES = List.of(
            "zerobus_stream_ack_latency_seconds summary",
            "zerobus_stream_ack_latency_seconds_max gauge",
            "zerobus_stream_acked_records_total counter",
            "zerobus_stream_backpressure_seconds summary",
            "zerobus_stream_backpressure_seconds_max gauge",
            "zerobus_stream_batch_records summary",
            "zerobus_stream_batch_records_max gauge",
            "zerobus_stream_dead_lettered_records_total counter",
            "zerobus_stream_generations_total counter",
            "zerobus_stream_inflight_max_requests gauge",
            "zerobus_stream_inflight_requests gauge",
            "zerobus_stream_inflight_size_bytes gauge",
            "zerobus_stream_inflight_size_max_bytes gauge",
            "zerobus_stream_ingested_records_total counter",
            "zerobus_stream_recoveries_total counter",
            "zerobus_stream_rejected_records_total counter",
            "zerobus_stream_replayed_records_total counter",
            "zerobus_stream_resent_bytes_total counter",
            "zerobus_stream_rotations_total counter",
            "zerobus_stream_sent_bytes_total counter",
            "zerobus_stream_state gauge",
            "zerobus_stream_unacked_age_seconds gauge",
            "zerobus_sub_stream_acked_records_total counter",
            "zerobus_sub_stream_inflight_requests gauge",
            "zerobus_token_refreshes_total counter");

    @Test
    void namesAndTypesAreStable() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        ZerobusMetrics metrics = new ZerobusMetrics(registry);
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start();
                TokenMetrics tokens = new TokenMetrics(OAuthTokenProvider.builder()
                        .workspaceUrl(server.workspaceUrl())
                        .workspaceId("w")
                        .clientId("id")
                        .clientSecret("secret")
                        .build());
                MultiplexedStream readings = stream("default", "main.iot.readings", server, metrics);
                MultiplexedStream clicks = stream("clicks", "main.web.clicks", server, metrics)) {
            Stream.of(readings, clicks).forEach(stream -> metrics.bindTo(stream::snapshot));
            tokens.bindTo(registry);

            List<String> lines = registry.scrape().lines().toList();

            assertThat(new TreeSet<>(lines.stream()
                            .filter(line -> line.startsWith("# TYPE "))
                            .map(line -> line.substring(7))
                            .toList()))
                    .containsExactlyElementsOf(SERIES);
            assertThat(lines)
                    .filteredOn(line -> line.startsWith("zerobus_stream_ingested"))
                    .containsExactlyInAnyOrder(
                            "zerobus_stream_ingested_records_total{stream=\"default\",table=\"main.iot.readings\"} 0.0",
                            "zerobus_stream_ingested_records_total{stream=\"clicks\",table=\"main.web.clicks\"} 0.0");
            assertThat(lines)
                    .filteredOn(line -> line.startsWith("zerobus_token"))
                    .containsExactlyInAnyOrder(
                            "zerobus_token_refreshes_total{outcome=\"success\"} 0.0",
                            "zerobus_token_refreshes_total{outcome=\"failure\"} 0.0");
        }
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void histogramsAreEnabledByPropertiesOfBoot() {
        ContextRunners.minimal()
                .withConfiguration(AutoConfigurations.of(
                        MetricsAutoConfiguration.class,
                        CompositeMeterRegistryAutoConfiguration.class,
                        PrometheusMetricsExportAutoConfiguration.class,
                        ZerobusMetricsAutoConfiguration.class))
                .withPropertyValues(
                        "zerobus.table=main.iot.readings",
                        "management.metrics.distribution.percentiles-histogram.zerobus.stream.ack.latency=true",
                        "management.metrics.enable.zerobus.sub=false")
                .run(context -> {
                    context.getBean(ZerobusTemplate.class).sendAndAwait("{\"a\":1}", Duration.ofSeconds(10));
                    String scrape =
                            context.getBean(PrometheusMeterRegistry.class).scrape();
                    assertThat(scrape)
                            .contains("zerobus_stream_ack_latency_seconds_bucket{")
                            .doesNotContain("zerobus_stream_batch_records_bucket{", "zerobus_sub_stream");
                });
    }

    private static MultiplexedStream stream(
            String name, String table, EmbeddedZerobusServer server, ZerobusMetrics metrics) {
        return MultiplexedStream.builder()
                .name(name)
                .endpoint(server.endpoint())
                .table(table)
                .listener(metrics)
                .build();
    }
}
