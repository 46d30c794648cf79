package io.github.zerobus.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.StreamState;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.StatusCode;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.template.ZerobusTemplate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
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

/** The endpoint over HTTP. */
@Timeout(120)
class ZerobusEndpointTests {

    private static final String TABLE = "main.iot.readings";
    private static final String CLICKS = "main.web.clicks";
    private static final String UNRESTRICTED = "--management.endpoint.zerobus.access=unrestricted";

    private final EmbeddedZerobusServer server =
            EmbeddedZerobusServer.builder().credentials("client-7", "hush-hush").start();
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
                "--management.endpoints.web.exposure.include=zerobus",
                "--zerobus.endpoint=" + server.endpoint(),
                "--zerobus.workspace-url=" + server.workspaceUrl(),
                "--zerobus.oauth.client-id=client-7",
                "--zerobus.oauth.client-secret=hush-hush",
                "--zerobus.table=" + TABLE,
                "--zerobus.stream.open-jitter=0s",
                "--zerobus.stream.validate-json=false",
                "--zerobus.stream.poison-drain-timeout=1s",
                "--zerobus.stream.shutdown-timeout=2s",
                "--zerobus.stream.sub-streams=2"));
        all.addAll(List.of(arguments));
        ConfigurableApplicationContext context =
                new SpringApplicationBuilder(Application.class).run(all.toArray(String[]::new));
        contexts.add(context);
        return context;
    }

    private static HttpResponse<String> call(ConfigurableApplicationContext context, String method, String path)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port")
                + "/actuator/zerobus" + path);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .method(method, BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    @Test
    void readOperationDescribesStreamsSubStreamsAndOptions() throws Exception {
        ConfigurableApplicationContext context = start("--zerobus.streams.clicks.table=" + CLICKS);
        ZerobusTemplate template = context.getBean(ZerobusTemplate.class);
        for (int i = 0; i < 3; i++) {
            template.sendAndAwait("{\"key\":1}", Duration.ofSeconds(10));
        }

        JsonNode all = json(call(context, "GET", ""));

        assertThat(all.at("/streams"))
                .extracting(stream -> stream.at("/name").asString())
                .containsExactlyInAnyOrder("default", "clicks");
        JsonNode stream = json(call(context, "GET", "/default"));
        assertThat(stream.at("/name").asString()).isEqualTo("default");
        assertThat(stream.at("/table").asString()).isEqualTo(TABLE);
        assertThat(stream.at("/state").asString()).isEqualTo("OPEN");
        assertThat(stream.at("/poison").isNull()).isTrue();
        assertThat(stream.at("/options/maxBlock").asString()).isEqualTo("PT30S");
        assertThat(stream.at("/options/recovery/backoff").asString()).isEqualTo("PT2S");
        JsonNode subStream = stream.at("/subStreams/0");
        assertThat(subStream.at("/state").asString()).isEqualTo("OPEN");
        assertThat(subStream.at("/streamId").asString()).isNotBlank();
        assertThat(Duration.parse(subStream.at("/streamAge").asString())).isPositive();
        assertThat(subStream.at("/inflightRequests").asInt()).isZero();
        assertThat(subStream.at("/lastAckedOffset").asInt()).isEqualTo(1);
        assertThat(subStream.at("/recordsPerSecond").isNumber()).isTrue();
        assertThat(subStream.at("/lastError").isNull()).isTrue();

        JsonNode clicks = json(call(context, "GET", "/clicks"));
        assertThat(clicks.at("/table").asString()).isEqualTo(CLICKS);
        assertThat(clicks.at("/state").asString()).isEqualTo("OPEN");
        assertThat(clicks.at("/subStreams/0/lastAckedOffset").isNull()).isTrue();
        assertThat(call(context, "GET", "/unknown").statusCode()).isEqualTo(404);
    }

    @Test
    void eventsOfAllStreamsAreShown() throws Exception {
        ConfigurableApplicationContext context = start("--zerobus.streams.clicks.table=" + CLICKS);
        String opened = "\"subStream\":null,\"kind\":\"STREAM_STATE\",\"detail\":\"OPEN\"";

        await().untilAsserted(() -> assertThat(
                        json(call(context, "GET", "")).at("/events").toString())
                .contains("\"stream\":\"default\"," + opened, "\"stream\":\"clicks\"," + opened)
                .contains("\"stream\":\"clicks\",\"subStream\":1,\"kind\":\"SUB_STREAM_STATE\""));
    }

    @Test
    void lastErrorRemainsAfterRecovery() throws Exception {
        ConfigurableApplicationContext context = start("--zerobus.stream.recovery.backoff=1ms");
        server.table(TABLE).liveStreams().get(0).fail(StatusCode.UNAVAILABLE);
        await().until(() -> call(context, "GET", "").body().contains("RECOVERED"));

        assertThat(call(context, "GET", "").body())
                .contains("\"kind\":\"TRANSIENT\"", "io.github.zerobus.ZerobusException", "UNAVAILABLE");
    }

    @Test
    void flushRequiresUnrestrictedAccess() throws Exception {
        ConfigurableApplicationContext context = start();

        assertThat(call(context, "POST", "/default").statusCode()).isEqualTo(405);
    }

    @Test
    void flushReportsWhetherAllIsDurable() throws Exception {
        ConfigurableApplicationContext context = start(UNRESTRICTED);
        context.getBean(ZerobusTemplate.class).ingest("{\"key\":1}");

        JsonNode result = json(call(context, "POST", "/default"));

        assertThat(result.at("/complete").asBoolean()).isTrue();
        assertThat(result.at("/remainingRequests").asInt()).isZero();
        assertThat(result.at("/error").isNull()).isTrue();
        assertThat(server.table(TABLE).durableRecords()).isEqualTo(1);
        assertThat(call(context, "POST", "/unknown").statusCode()).isEqualTo(404);
    }

    @Test
    void flushReportsRemainingRequestsAfterTimeout() throws Exception {
        server.onTable(TABLE).everyStream().neverAck();
        ConfigurableApplicationContext context = start(UNRESTRICTED);
        context.getBean(ZerobusTemplate.class).ingest("{\"key\":1}");

        JsonNode result = json(call(context, "POST", "/default"));

        assertThat(result.at("/complete").asBoolean()).isFalse();
        assertThat(result.at("/remainingRequests").asInt()).isEqualTo(1);
        assertThat(Duration.parse(result.at("/waited").asString()))
                .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(10));
    }

    @Test
    void poisonIsShownWithoutPayloadAndSecrets() throws Exception {
        ConfigurableApplicationContext context =
                start(UNRESTRICTED, "--zerobus.proxy.url=http://proxy-user:proxy-hush@proxy.example.com");
        context.getBean(ZerobusTemplate.class).ingest("{\"key\": personal-data");
        MultiplexedStream stream = context.getBean(MultiplexedStream.class);
        await().until(() -> stream.snapshot().state() == StreamState.POISONED);

        String all = call(context, "GET", "").body();
        JsonNode flush = json(call(context, "POST", "/default"));

        assertThat(JsonMapper.shared()
                        .readTree(all)
                        .at("/streams/0/poison/kind")
                        .asString())
                .isEqualTo("INVALID_DATA");
        assertThat(flush.at("/complete").asBoolean()).isFalse();
        assertThat(flush.at("/error/type").asString()).isEqualTo("io.github.zerobus.StreamPoisonedException");
        assertThat(all + flush)
                .contains("\"lastError\":{")
                .doesNotContain("personal-data", "hush", "client-7", "proxy-user", "Bearer");
    }
}
