package io.github.zerobus.sample;

import static io.github.zerobus.embedded.assertj.ZerobusAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.StreamState;
import io.github.zerobus.embedded.EmbeddedTable;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.StatusCode;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.test.EmbeddedZerobus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.MethodMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "sample.rate=0",
            "zerobus.stream.max-payload-size=10KB",
            "zerobus.stream.max-inflight-size=48KB",
            "zerobus.stream.sub-streams=2",
            "zerobus.stream.poison-drain-timeout=1s",
            "zerobus.stream.shutdown-timeout=1s"
        })
@EmbeddedZerobus
@DirtiesContext
class RecordsOverHttpTests {

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();

    @Value("${local.server.port}")
    private int port;

    @Autowired
    private EmbeddedZerobusServer server;

    @Autowired
    private MultiplexedStream stream;

    @BeforeEach
    void reset() {
        server.reset();
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri(path))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    private EmbeddedTable table() {
        return server.table("main.telemetry.measurements");
    }

    @Test
    void objectIsDurableWhenResponseArrives() throws Exception {
        HttpResponse<String> response = post("/records", "{ \"a\": 1.50 }");

        assertThat(response.statusCode()).isEqualTo(200);
        String id = json.readTree(response.body()).get("id").asString();
        assertThat(table()).containsAtLeastOnce("{ \"a\": 1.50 }");
        assertThat(get("/records/" + id).body()).contains("durable");
    }

    @Test
    void arrayIsIngestedAsOneBatch() throws Exception {
        HttpResponse<String> response = post("/records", "[{\"a\":1}, {\"b\":[{}]}]");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(table()).hasDurableRecords(2);
        assertThat(table()).containsAtLeastOnce("{\"a\":1}", "{\"b\":[{}]}").inOrder();
    }

    @Test
    void clientThatDoesNotWaitCanAskForId() throws Exception {
        HttpResponse<String> response = post("/records?await=false", "{\"later\":true}");

        assertThat(response.statusCode()).isEqualTo(202);
        String id = json.readTree(response.body()).get("id").asString();
        await().until(() -> get("/records/" + id).body().contains("durable"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`[]`|line 1 column 1",
                "``|line 1 column 1",
                "`[{\"a\":1},\n 7]`|line 2 column 2",
                "`\"text\"`|line 1 column 1",
                "`{\"a\":1}\n{}`|line 2 column 1",
                "`{\"a\":\n x}`|line 2 column"
            })
    void malformedBodyIsRejectedWithPosition(String body, String place) throws Exception {
        HttpResponse<String> response = post("/records", body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains(place);
    }

    @Test
    void tooLargeBodyIsRejected() throws Exception {
        assertThat(post("/records", "{\"a\":\"" + "x".repeat(20_000) + "\"}").statusCode())
                .isEqualTo(413);
    }

    @Test
    void invalidAndUnknownIdsHaveDifferentStatus() throws Exception {
        assertThat(get("/records/invalid").statusCode()).isEqualTo(400);
        assertThat(get("/records/63-0").statusCode()).isEqualTo(404);
        assertThat(get("/records/0-999999").statusCode()).isEqualTo(404);
    }

    @Test
    void healthShowsStream() throws Exception {
        JsonNode zerobus = json.readTree(get("/actuator/health").body()).at("/components/zerobus");

        assertThat(zerobus.get("status").asString()).isEqualTo("UP");
        assertThat(zerobus.at("/details/state").asString()).isEqualTo("OPEN");
        assertThat(zerobus.at("/details/embedded").asBoolean()).isTrue();
    }

    @Test
    @DirtiesContext(methodMode = MethodMode.AFTER_METHOD)
    void responseExplainsMissingRoomOrAck() throws Exception {
        table().liveStreams().forEach(live -> live.stopReading());
        String large = "{\"a\":\"" + "x".repeat(9_000) + "\"}";
        HttpResponse<String> response = post("/records?await=false", large);
        for (int i = 0; i < 20 && response.statusCode() == 202; i++) {
            response = post("/records?await=false", large);
        }

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    @DirtiesContext(methodMode = MethodMode.AFTER_METHOD)
    void timeoutResponseContainsId() throws Exception {
        table().liveStreams().forEach(live -> live.stopReading());
        post("/records?await=false", "{\"read\":1}");
        post("/records?await=false", "{\"read\":2}");

        HttpResponse<String> response = post("/records", "{\"slow\":true}");

        assertThat(response.statusCode()).isEqualTo(504);
        String id = json.readTree(response.body()).get("id").asString();
        assertThat(get("/records/" + id).body()).contains("in-flight");
    }

    @Test
    @DirtiesContext(methodMode = MethodMode.AFTER_METHOD)
    void poisonIsReportedByResponsesAndHealth() throws Exception {
        table().liveStreams().get(0).fail(StatusCode.NOT_FOUND, "no such table");
        await().until(() -> stream.snapshot().state() == StreamState.POISONED);

        HttpResponse<String> response = post("/records", "{\"a\":1}");
        HttpResponse<String> health = get("/actuator/health");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("NOT_FOUND").contains("no such table");
        assertThat(health.statusCode()).isEqualTo(503);
        JsonNode details = json.readTree(health.body()).at("/components/zerobus/details");
        assertThat(details.get("error").asString()).contains("NOT_FOUND");
        assertThat(details.get("poisonedBy").isInt()).isTrue();
    }
}
