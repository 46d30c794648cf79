package io.github.zerobus.embedded.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TokenServerTests {

    private static final String FORM = TokenFormTests.encode(TokenFormTests.fields());
    private static final String CREDENTIALS = TokenForm.basic("id", "secret");

    private final HttpClient client = HttpClient.newHttpClient();
    private TokenServer server = new TokenServer("id", "secret", Duration.ofMinutes(5));

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<String> request(String method, String authorization, String form) {
        try {
            return client.send(
                    HttpRequest.newBuilder(server.address().resolve("/oidc/v1/token"))
                            .header("Authorization", authorization)
                            .method(method, BodyPublishers.ofString(form))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> request() {
        return request("POST", CREDENTIALS, FORM);
    }

    private String token() {
        return json(request()).get("access_token").getAsString();
    }

    private static JsonObject json(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        return JsonParser.parseString(response.body()).getAsJsonObject();
    }

    @Test
    void validRequestIsAnsweredWithNewToken() {
        HttpResponse<String> response = request();

        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(json(response).get("token_type").getAsString()).isEqualTo("Bearer");
        assertThat(json(response).get("expires_in").getAsInt()).isEqualTo(300);
        String token = json(response).get("access_token").getAsString();
        assertThat(server.isValid(token)).isTrue();
        assertThat(token()).isNotEqualTo(token);
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void invalidRequestsAreRefusedAndCounted() {
        assertThat(request("PUT", CREDENTIALS, FORM).statusCode()).isEqualTo(405);
        assertThat(request("POST", TokenForm.basic("id", "wrong"), FORM).statusCode())
                .isEqualTo(401);
        assertThat(request("POST", CREDENTIALS, "scope=all-apis").statusCode()).isEqualTo(400);
        assertThat(server.requests()).isEqualTo(3);
    }

    @Test
    void anyCredentialsAreAcceptedWithoutClientId() {
        server.close();
        server = new TokenServer("", "", Duration.ofMinutes(5));

        assertThat(request("POST", TokenForm.basic("any", "body"), FORM).statusCode())
                .isEqualTo(200);
    }

    @Test
    void answerNextWithAppliesToOneRequest() {
        server.answerNextWith(503);

        assertThat(request().statusCode()).isEqualTo(503);
        assertThat(request().statusCode()).isEqualTo(200);
    }

    @Test
    void tokenIsInvalidWhenUnknownRevokedOrExpired() {
        assertThat(server.isValid("unknown")).isFalse();

        String token = token();
        server.revokeTokens();
        assertThat(server.isValid(token)).isFalse();

        server.close();
        server = new TokenServer("id", "secret", Duration.ZERO);
        assertThat(server.isValid(token())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /oidc", "POST /oidc/v1/token HTTP/1.1\r\nContent-Length: 100\r\n\r\ngrant"})
    void slowClientsDoNotBlockOthers(String start) throws IOException {
        server.close();
        server = new TokenServer("id", "secret", Duration.ofMinutes(5), Duration.ofMillis(100));
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), server.address().getPort());
                slow.add(socket);
                socket.getOutputStream().write(start.getBytes(StandardCharsets.US_ASCII));
            }

            assertThat(request().statusCode()).isEqualTo(200);
            for (Socket socket : slow) {
                // Returns only after the server has closed the connection.
                socket.getInputStream().readAllBytes();
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }
}
