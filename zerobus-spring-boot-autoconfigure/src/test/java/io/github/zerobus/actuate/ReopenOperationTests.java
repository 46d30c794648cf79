package io.github.zerobus.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.StreamState;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.StatusCode;
import io.github.zerobus.event.ZerobusEvent;
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
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reopening over HTTP, and what health and events show of it. */
@Timeout(120)
class ReopenOperationTests {

    private static final String TABLE = "main.iot.readings";
    private static final String REOPEN = "{\"operation\":\"reopen\"}";
    private static final String UNRESTRICTED = "--management.endpoint.zerobus.access=unrestricted";

    private final EmbeddedZerobusServer server = EmbeddedZerobusServer.start();
    private final List<ConfigurableApplicationContext> contexts = new ArrayList<>();

    @AfterEach
    void stop() {
        contexts.forEach(ConfigurableApplicationContext::close);
        server.close();
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Events events() {
            return new Events();
        }
    }

    static final class Events {

        private final List<ZerobusEvent> seen = new CopyOnWriteArrayList<>();

        @EventListener
        void on(ZerobusEvent event) {
            seen.add(event);
        }
    }

    private ConfigurableApplicationContext start(String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.jmx.enabled=false",
                "--management.endpoints.web.exposure.include=zerobus,health",
                "--management.endpoint.health.show-details=always",
                "--zerobus.endpoint=" + server.endpoint(),
                "--zerobus.table=" + TABLE,
                "--zerobus.stream.poison-drain-timeout=0s",
                "--zerobus.stream.shutdown-timeout=2s",
                "--zerobus.stream.sub-streams=1"));
        all.addAll(List.of(arguments));
        ConfigurableApplicationContext context =
                new SpringApplicationBuilder(Application.class).run(all.toArray(String[]::new));
        contexts.add(context);
        return context;
    }

    private static HttpResponse<String> call(ConfigurableApplicationContext context, String path, String body)
            throws IOException, InterruptedException {
        URI uri = URI.create(
                "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + "/actuator/" + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return JsonMapper.shared().readTree(response.body());
    }

    private static JsonNode health(ConfigurableApplicationContext context) throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(call(context, "health", "").body()).at("/components/zerobus");
    }

    private MultiplexedStream poison(ConfigurableApplicationContext context) {
        MultiplexedStream stream = context.getBean(MultiplexedStream.class);
        server.table(TABLE).liveStreams().get(0).fail(StatusCode.NOT_FOUND);
        await().until(() -> stream.snapshot().poison() != null);
        return stream;
    }

    @Test
    void reopenSendsUnackedRecordsAgainAndIsShown() throws Exception {
        server.onTable(TABLE).stream(0).neverAck();
        ConfigurableApplicationContext context = start(UNRESTRICTED);
        context.getBean(ZerobusTemplate.class).ingest("{\"a\":1}");
        MultiplexedStream stream = poison(context);
        assertThat(stream.snapshot().state()).isEqualTo(StreamState.POISONED);
        assertThat(health(context).at("/details/poisonedBy").asInt(-1)).isZero();

        JsonNode result = json(call(context, "zerobus/default", REOPEN), 200);

        assertThat(result.at("/operation").asString()).isEqualTo("reopen");
        assertThat(result.at("/complete").asBoolean()).isTrue();
        assertThat(result.at("/state").asString()).isEqualTo("OPEN");
        assertThat(result.at("/generation").asInt()).isEqualTo(2);
        assertThat(result.at("/error").isNull()).isTrue();
        await().until(() -> server.table(TABLE).durableRecords() == 1);
        JsonNode shown = json(call(context, "zerobus/default", ""), 200);
        assertThat(shown.at("/generation").asInt()).isEqualTo(2);
        assertThat(shown.at("/replayedRecords").asInt()).isEqualTo(1);
        assertThat(shown.at("/refusedRecords").asInt(-1)).isZero();
        assertThat(shown.at("/nextTry").isNull()).isTrue();
        assertThat(health(context).at("/status").asString()).isEqualTo("UP");
        await().untilAsserted(() -> assertThat(context.getBean(Events.class).seen)
                .extracting(event -> event.getClass().getSimpleName())
                .containsSubsequence("Opened", "Poisoned", "Reopening", "Opened"));
    }

    @Test
    void streamThatReopensAutomaticallyIsDownWithGenerationAndNextTryUntilOperatorHastensIt() throws Exception {
        ConfigurableApplicationContext context =
                start(UNRESTRICTED, "--zerobus.stream.on-poison=reopen", "--zerobus.stream.reopen.backoff=5m");
        MultiplexedStream stream = poison(context);
        await().until(() -> stream.snapshot().nextTry() != null);

        JsonNode health = health(context);
        assertThat(health.at("/status").asString()).isEqualTo("DOWN");
        assertThat(health.at("/details/state").asString()).isEqualTo("REOPENING");
        assertThat(health.at("/details/error").asString()).contains("NOT_FOUND");
        assertThat(health.at("/details/poisonedBy").asInt(-1)).isZero();
        assertThat(health.at("/details/generation").asInt()).isEqualTo(1);
        assertThat(Duration.parse(health.at("/details/nextTry").asString()))
                .isBetween(Duration.ofMinutes(2), Duration.ofMinutes(5));
        JsonNode shown = json(call(context, "zerobus/default", ""), 200);
        assertThat(shown.at("/state").asString()).isEqualTo("REOPENING");
        assertThat(shown.at("/poison/kind").asString()).isEqualTo("NOT_FOUND");
        assertThat(Duration.parse(shown.at("/nextTry").asString())).isGreaterThan(Duration.ofMinutes(2));

        assertThat(json(call(context, "zerobus/default", REOPEN), 200)
                        .at("/generation")
                        .asInt())
                .isEqualTo(2);
        assertThat(health(context).at("/status").asString()).isEqualTo("UP");
    }

    @Test
    void reopeningThatFailsIsReportedAndStreamStaysPoisoned() throws Exception {
        ConfigurableApplicationContext context = start(UNRESTRICTED);
        server.onTable(TABLE).everyStream().refuse(StatusCode.NOT_FOUND);
        poison(context);

        JsonNode result = json(call(context, "zerobus/default", REOPEN), 200);

        assertThat(result.at("/complete").asBoolean()).isFalse();
        assertThat(result.at("/state").asString()).isEqualTo("POISONED");
        assertThat(result.at("/error/type").asString()).isEqualTo("io.github.zerobus.StreamOpenException");
    }

    @Test
    void reopenOfOpenStreamDoesNothing() throws Exception {
        JsonNode result = json(call(start(UNRESTRICTED), "zerobus/default", REOPEN), 200);

        assertThat(result.at("/complete").asBoolean()).isTrue();
        assertThat(result.at("/generation").asInt()).isEqualTo(1);
    }

    @Test
    void unknownOperationsAndStreamsAreNamed() throws Exception {
        ConfigurableApplicationContext context = start(UNRESTRICTED);

        assertThat(json(call(context, "zerobus/default", "{\"operation\":\"drop\"}"), 400)
                        .at("/error")
                        .asString())
                .contains("'drop'", "flush or reopen");
        assertThat(json(call(context, "zerobus/absent", REOPEN), 404)
                        .at("/error")
                        .asString())
                .contains("'absent'", "default");
        assertThat(call(context, "zerobus/default", "{}").statusCode()).isEqualTo(400);
        assertThat(json(call(context, "zerobus/default", "{\"operation\":\"flush\"}"), 200)
                        .at("/complete")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void reopenRequiresUnrestrictedAccess() throws Exception {
        assertThat(call(start(), "zerobus/default", REOPEN).statusCode()).isEqualTo(405);
    }
}
