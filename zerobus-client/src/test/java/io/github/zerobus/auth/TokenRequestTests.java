package io.github.zerobus.auth;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.zerobus.ErrorKind;
import io.github.zerobus.ProxyRules;
import io.github.zerobus.TableName;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.conformance.Conformance;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests to a token endpoint that is slow, sends a large body, or drops the connection. */
@Timeout(60)
class TokenRequestTests {

    private static final TableName TABLE = TableName.parse("main.iot.readings");

    @RegisterExtension
    static final WireMockExtension workspace = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private static TokenRequest request(Duration limit) {
        return new TokenRequest(
                URI.create("http://127.0.0.1:" + workspace.getPort()),
                "1234567890",
                () -> Grant.clientCredentials("my-id", "s3cret"),
                new HttpClient(ProxyRules.direct(), SSLContext::getDefault, limit),
                new RetryAfter(TokenClock.system()));
    }

    private static void answer(ResponseDefinitionBuilder response) {
        workspace.stubFor(post("/oidc/v1/token").willReturn(response));
    }

    private static String body(String token, String expiresIn) {
        return "{\"access_token\":\"" + token + "\",\"expires_in\":" + expiresIn + "}";
    }

    @Test
    void requestFailsWhenResponseExceedsSizeLimit() {
        answer(ok(body("t".repeat(100_000), "3600")));

        assertThatThrownBy(() -> request(Duration.ofSeconds(5)).send(TABLE)).hasMessageContaining("65536");
    }

    @Test
    void requestTimesOutWhenResponseIsDelayed() {
        answer(ok(body("t1", "3600")).withFixedDelay(3_000));

        assertThatThrownBy(() -> request(Duration.ofMillis(200)).send(TABLE))
                .isInstanceOfSatisfying(
                        ZerobusException.class,
                        failure -> assertThat(failure.isRetryable()).isTrue());
    }

    @Test
    void requestTimesOutWhenBodyArrivesSlowly() {
        // Each chunk arrives within the limit, but the whole body does not.
        answer(ok(body("t1", "3600")).withChunkedDribbleDelay(20, 4_000));

        assertThatThrownBy(() -> request(Duration.ofSeconds(2)).send(TABLE))
                .hasMessageContaining("no response within PT2S, the response was not complete")
                .isInstanceOfSatisfying(
                        ZerobusException.class,
                        failure -> assertThat(failure.isRetryable()).isTrue());
    }

    @Conformance(35)
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE"})
    void brokenConnectionIsRetryable(Fault fault) {
        answer(aResponse().withFault(fault));

        ZerobusException failure = catchThrowableOfType(
                ZerobusException.class, () -> request(Duration.ofSeconds(5)).send(TABLE));

        assertThat(failure.kind()).isEqualTo(ErrorKind.TRANSIENT);
        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure).hasMessageContaining("is unreachable");
        // Retries are up to the recovery of the stream. The server records a request only after it has broken the
        // connection.
        await().untilAsserted(() -> workspace.verify(1, postRequestedFor(urlEqualTo("/oidc/v1/token"))));
    }

    @Conformance(35)
    @Test
    void connectFailureIsRetryable() {
        OAuthTokenProvider provider = OAuthTokenProvider.builder()
                .workspaceUrl(URI.create("http://127.0.0.1:1"))
                .workspaceId("w")
                .clientId("id")
                .clientSecret("s3cret")
                .tokenRefreshBuffer(Duration.ZERO)
                .build();

        assertThatThrownBy(() -> provider.token(TABLE.toString()))
                .isInstanceOfSatisfying(
                        ZerobusException.class,
                        failure -> assertThat(failure.isRetryable()).isTrue());
    }
}
