package io.github.zerobus.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.Payload;
import io.github.zerobus.SubStreamState;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.StatusCode;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.template.ZerobusTemplate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Health over HTTP in each state of the stream. */
@Timeout(120)
class HealthOverHttpTests {

    private static final String TABLE = "main.iot.readings";
    private static final String CLICKS = "main.web.clicks";
    private static final String NAMED = "--zerobus.streams.clicks.table=" + CLICKS;

    private final EmbeddedZerobusServer server = EmbeddedZerobusServer.start();
    private final List<ConfigurableApplicationContext> contexts = new ArrayList<>();

    @AfterEach
    void stop() {
        contexts.forEach(ConfigurableApplicationContext::close);
        server.close();
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}

    private ConfigurableApplicationContext start(String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.jmx.enabled=false",
                "--management.endpoint.health.show-details=always",
                "--management.endpoint.health.probes.enabled=true",
                "--zerobus.endpoint=" + server.endpoint(),
                "--zerobus.table=" + TABLE,
                "--zerobus.stream.open-jitter=0s",
                "--zerobus.stream.poison-drain-timeout=1s",
                "--zerobus.stream.shutdown-timeout=1s",
                "--zerobus.stream.sub-streams=2"));
        all.addAll(List.of(arguments));
        ConfigurableApplicationContext context =
                new SpringApplicationBuilder(Application.class).run(all.toArray(String[]::new));
        contexts.add(context);
        return context;
    }

    private static HttpResponse<String> get(ConfigurableApplicationContext context, String path)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port")
                + "/actuator/health" + path);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private static JsonNode component(ConfigurableApplicationContext context, String status, int code)
            throws IOException, InterruptedException {
        return component(context, "/zerobus", status, code);
    }

    private static JsonNode component(ConfigurableApplicationContext context, String path, String status, int code)
            throws IOException, InterruptedException {
        HttpResponse<String> response = get(context, path);
        JsonNode component = JsonMapper.shared().readTree(response.body());
        assertThat(component.at("/status").asString()).as(response.body()).isEqualTo(status);
        assertThat(response.statusCode()).isEqualTo(code);
        return component.at("/details");
    }

    @Test
    void openStreamIsUpWithDetails() throws Exception {
        ConfigurableApplicationContext context = start();
        context.getBean(ZerobusTemplate.class).sendAndAwait("{\"a\":1}", Duration.ofSeconds(10));

        JsonNode details = component(context, "UP", 200);

        assertThat(details.at("/state").asString()).isEqualTo("OPEN");
        assertThat(details.at("/table").asString()).isEqualTo(TABLE);
        assertThat(details.at("/openSubStreams").asInt()).isEqualTo(2);
        assertThat(details.at("/embedded").asBoolean()).isFalse();
        assertThat(details.toString()).doesNotContain(server.endpoint(), "\"a\"");
    }

    @Test
    void idleStreamIsUpRegardlessOfLastAck() throws Exception {
        server.onTable(CLICKS).everyStream().neverAck();
        ConfigurableApplicationContext context = start(NAMED, "--zerobus.health.stale-after=100ms");
        context.getBean("zerobusTemplate", ZerobusTemplate.class).sendAndAwait("{\"a\":1}", Duration.ofSeconds(10));
        context.getBean("clicksZerobusTemplate", ZerobusTemplate.class).ingest("{\"a\":1}");

        // When the record of the other stream, which was sent later, is stale, the last ack is older than the limit.
        await().untilAsserted(() -> component(context, "/zerobus/clicks", "DOWN", 503));
        component(context, "/zerobus/default", "UP", 200);
    }

    @Test
    void pausedSubStreamIsUp() throws Exception {
        server.onTable(TABLE).everyStream().neverAck();
        ConfigurableApplicationContext context = start();
        MultiplexedStream stream = context.getBean(MultiplexedStream.class);
        stream.ingest(Payload.json("{\"a\":1}"));
        stream.ingest(Payload.json("{\"a\":2}"));
        await().until(() -> server.table(TABLE).liveStreams().stream().allMatch(live -> live.messageCount() == 1));

        server.table(TABLE).liveStreams().get(0).closeSignal(Duration.ofSeconds(60));

        await().until(() -> stream.snapshot().count(SubStreamState.PAUSED) == 1);
        assertThat(component(context, "UP", 200).at("/openSubStreams").asInt()).isEqualTo(1);
        assertThat(stream.snapshot().count(SubStreamState.PAUSED)).isEqualTo(1);
    }

    @Test
    void onlyPoisonedStreamIsDown() throws Exception {
        ConfigurableApplicationContext context = start(NAMED);
        component(context, "/zerobus", "UP", 200);
        component(context, "/zerobus/clicks", "UP", 200);

        server.table(CLICKS).liveStreams().get(0).fail(StatusCode.NOT_FOUND);
        MultiplexedStream clicks = context.getBean("clicksZerobusStream", MultiplexedStream.class);
        await().until(() -> clicks.snapshot().poison() != null);

        JsonNode details = component(context, "/zerobus/clicks", "DOWN", 503);
        assertThat(details.at("/table").asString()).isEqualTo(CLICKS);
        assertThat(details.at("/state").asString()).isEqualTo("POISONED");
        assertThat(component(context, "/zerobus/default", "UP", 200)
                        .at("/table")
                        .asString())
                .isEqualTo(TABLE);
        component(context, "/zerobus", "DOWN", 503);
    }

    @Test
    void recoveringSubStreamIsUp() throws Exception {
        ConfigurableApplicationContext context =
                start("--zerobus.stream.recovery.backoff=1m", "--zerobus.stream.recovery.max-backoff=1m");
        server.stop();
        await().untilAsserted(() -> assertThat(component(context, "UP", 200)
                        .at("/recoveringSubStreams")
                        .asInt())
                .isEqualTo(2));
    }

    @Test
    void poisonedStreamIsDownWithCauseAndLivenessIsUnaffected() throws Exception {
        ConfigurableApplicationContext context =
                start("--management.endpoint.health.group.readiness.include=readinessState,zerobus");
        assertThat(get(context, "/readiness").statusCode()).isEqualTo(200);
        server.table(TABLE).liveStreams().get(0).fail(StatusCode.NOT_FOUND);
        MultiplexedStream stream = context.getBean(MultiplexedStream.class);
        await().until(() -> stream.snapshot().poison() != null);

        JsonNode details = component(context, "DOWN", 503);

        assertThat(details.at("/state").asString()).isEqualTo("POISONED");
        assertThat(details.at("/error").asString()).contains("NOT_FOUND");
        assertThat(details.at("/poisonedBy").asInt()).isBetween(0, 1);
        assertThat(details.at("/unackedRecords").asInt()).isZero();
        assertThat(get(context, "/liveness").statusCode()).isEqualTo(200);
        assertThat(get(context, "/readiness").statusCode()).isEqualTo(503);
        assertThat(get(context, "").statusCode()).isEqualTo(503);
    }

    @Test
    void streamWithStaleRecordsIsDown() throws Exception {
        server.onTable(TABLE).everyStream().neverAck();
        ConfigurableApplicationContext context = start("--zerobus.health.stale-after=100ms");
        component(context, "UP", 200);
        context.getBean(ZerobusTemplate.class).ingest("{\"a\":1}");
        await().untilAsserted(() -> assertThat(component(context, "DOWN", 503)
                        .at("/oldestUnackedMillis")
                        .asLong())
                .isGreaterThanOrEqualTo(100));
    }

    @Test
    void openingAndClosedStreamsAreOutOfService() throws Exception {
        server.onTable(TABLE).everyStream().neverAnswer();
        ConfigurableApplicationContext context = start("--zerobus.stream.startup=background");
        assertThat(component(context, "OUT_OF_SERVICE", 503).at("/state").asString())
                .isEqualTo("OPENING");
        context.getBean(MultiplexedStream.class).close(Duration.ofMillis(10));
        assertThat(component(context, "OUT_OF_SERVICE", 503).at("/state").asString())
                .isEqualTo("CLOSED");
    }
}
