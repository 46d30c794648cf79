package io.github.zerobus.auth;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.google.gson.JsonParser;
import io.github.zerobus.ErrorKind;
import io.github.zerobus.InvalidOptionException;
import io.github.zerobus.ProxyRules;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.conformance.Conformance;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OAuthTokenProviderTests {

    private static final String PATH = "/oidc/v1/token";
    private static final String TABLE = "main.iot.readings";
    private static final String SECRET = "s3cret-value";

    @RegisterExtension
    static final WireMockExtension workspace = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private final AtomicLong now = new AtomicLong();
    private final TokenClock clock = new TokenClock(now::get, () -> Instant.EPOCH.plusNanos(now.get()));
    /** Requests run in the thread of the caller, so that a refresh has ended when the call returns. */
    private final OAuthTokenProvider provider = provider(clock, Runnable::run);

    private static OAuthTokenProvider provider(TokenClock clock, Executor threads) {
        TokenRequest request = new TokenRequest(
                URI.create("http://127.0.0.1:" + workspace.getPort()),
                "1234567890",
                () -> Grant.clientCredentials("my-id", SECRET),
                new HttpClient(ProxyRules.direct(), SSLContext::getDefault, Duration.ofSeconds(5)),
                new RetryAfter(clock));
        return new OAuthTokenProvider(request, Duration.ofMinutes(5), clock, threads);
    }

    private static void answer(ResponseDefinitionBuilder response) {
        workspace.stubFor(post(PATH).willReturn(response));
    }

    private static String body(String token, String expiresIn) {
        return "{\"access_token\":\"" + token + "\",\"expires_in\":" + expiresIn + "}";
    }

    private static void verifyRequests(int count) {
        workspace.verify(count, postRequestedFor(urlEqualTo(PATH)));
    }

    @Conformance({31, 32, 34})
    @Test
    void tokenRequestMatchesProtocol() {
        answer(ok(body("t1", "3600")));

        assertThat(provider.token(TABLE).value()).isEqualTo("t1");

        workspace.verify(postRequestedFor(urlEqualTo(PATH))
                .withHeader("Content-Type", equalTo("application/x-www-form-urlencoded"))
                .withBasicAuth(new com.github.tomakehurst.wiremock.client.BasicCredentials("my-id", SECRET))
                .withFormParam("grant_type", equalTo("client_credentials"))
                .withFormParam("scope", equalTo("all-apis"))
                .withFormParam("resource", equalTo("api://databricks/workspaces/1234567890/zerobusDirectWriteApi")));
        LoggedRequest request =
                workspace.findAll(postRequestedFor(urlEqualTo(PATH))).get(0);
        String details = Objects.requireNonNull(request.formParameters().get("authorization_details"))
                .firstValue();
        assertThat(JsonParser.parseString(details)).isEqualTo(JsonParser.parseString("""
                [{"type":"unity_catalog_privileges","privileges":["USE CATALOG"],
                  "object_type":"CATALOG","object_full_path":"main"},
                 {"type":"unity_catalog_privileges","privileges":["USE SCHEMA"],
                  "object_type":"SCHEMA","object_full_path":"main.iot"},
                 {"type":"unity_catalog_privileges","privileges":["SELECT","MODIFY"],
                  "object_type":"TABLE","object_full_path":"main.iot.readings","operations":["zerobuswrite"]}]"""));
    }

    @Conformance(33)
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "readings",
                "iot.readings",
                "main.iot.readings.daily",
                "main..readings",
                ".iot.readings",
                "main.iot.",
                "main. .readings",
                ".."
            })
    void tokenFailsBeforeAnyRequestWhenTableNameIsInvalid(String table) {
        assertThatThrownBy(() -> provider.token(table))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("'" + table + "'");
        verifyRequests(0);
    }

    @Test
    void concurrentAndLaterCallsShareOneRequest() throws Exception {
        answer(ok(body("t1", "3600")).withFixedDelay(200));
        Set<String> tokens = ConcurrentHashMap.newKeySet();
        var threads = Executors.newFixedThreadPool(16);
        for (int i = 0; i < 16; i++) {
            threads.execute(() -> tokens.add(provider.token(TABLE).value()));
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();

        assertThat(provider.token(TABLE).value()).isEqualTo("t1");
        assertThat(tokens).containsExactly("t1");
        verifyRequests(1);
        provider.token("main.iot.other");
        verifyRequests(2);
    }

    @Conformance(35)
    @ParameterizedTest
    @ValueSource(ints = {408, 425, 500, 502, 503})
    void serverErrorIsRetryable(int status) {
        answer(aResponse().withStatus(status).withBody("secret body"));

        ZerobusException failure = catchThrowableOfType(ZerobusException.class, () -> provider.token(TABLE));

        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure.kind()).isEqualTo(ErrorKind.TRANSIENT);
        assertThat(failure).hasMessageContaining("HTTP " + status).hasMessageNotContaining("secret");
        assertThat(provider.snapshot().refreshFailures()).isEqualTo(1);
    }

    @Conformance(35)
    @Test
    void rateLimitIsRetryable() {
        answer(aResponse().withStatus(429));

        ZerobusException failure = catchThrowableOfType(ZerobusException.class, () -> provider.token(TABLE));

        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure.kind()).isEqualTo(ErrorKind.THROTTLED);
        assertThat(failure).hasMessageContaining("HTTP 429").hasMessageNotContaining("credentials");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void pauseThatEndpointAsksForIsKept(int status) {
        answer(aResponse().withStatus(status).withHeader("Retry-After", "7"));
        ZerobusException first = catchThrowableOfType(ZerobusException.class, () -> provider.token(TABLE));
        answer(ok(body("t1", "3600")));

        ZerobusException second = catchThrowableOfType(ZerobusException.class, () -> provider.token("main.iot.other"));
        assertThat(second).hasMessageContaining("HTTP " + status).hasMessageContaining("in 8 s");
        assertThat(second.kind()).isEqualTo(first.kind());
        assertThat(second.isRetryable()).isTrue();
        verifyRequests(1);
        assertThat(provider.snapshot().refreshFailures()).isEqualTo(1);

        now.addAndGet(Duration.ofSeconds(7).toNanos());
        assertThat(provider.token(TABLE).value()).isEqualTo("t1");
    }

    @Test
    void pauseDoesNotAffectCachedToken() {
        answer(ok(body("t1", "3600")));
        provider.token(TABLE);
        answer(aResponse().withStatus(429).withHeader("Retry-After", "60"));
        now.addAndGet(Duration.ofMinutes(56).toNanos());

        for (int i = 0; i < 5; i++) {
            assertThat(provider.token(TABLE).value()).isEqualTo("t1");
            now.addAndGet(Duration.ofSeconds(10).toNanos());
        }
        verifyRequests(2);
    }

    @Test
    void addressWithoutEndpointIsNamed() {
        answer(aResponse().withStatus(404));

        assertThatThrownBy(() -> provider.token(TABLE))
                .hasMessageContaining("does not exist (HTTP 404)")
                .hasMessageContaining("workspace-url");
    }

    @Conformance(35)
    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404})
    void clientErrorIsPermanent(int status) {
        answer(aResponse().withStatus(status).withHeader("WWW-Authenticate", "Basic realm=\"x\""));

        ZerobusException failure = catchThrowableOfType(ZerobusException.class, () -> provider.token(TABLE));

        assertThat(failure.isRetryable()).isFalse();
        assertThat(failure.kind()).isEqualTo(status == 403 ? ErrorKind.PERMISSION : ErrorKind.AUTHENTICATION);
        assertThat(failure.toString()).doesNotContain(SECRET);
        verifyRequests(1);
    }

    @Test
    void redirectIsNotFollowed() {
        answer(aResponse().withStatus(302).withHeader("Location", "/elsewhere"));

        assertThatThrownBy(() -> provider.token(TABLE))
                .isInstanceOfSatisfying(
                        ZerobusException.class,
                        failure -> assertThat(failure.isRetryable()).isFalse());
        verifyRequests(1);
        assertThat(workspace.getAllServeEvents()).hasSize(1);
    }

    @Conformance(36)
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "{}",
                "{\"access_token\":7}",
                "{\"access_token\":\"\"}",
                "{\"access_token\":\"a\\nb\"}"
            })
    void responseWithoutValidTokenIsPermanentFailure(String body) {
        answer(ok(body));

        assertThatThrownBy(() -> provider.token(TABLE))
                .isInstanceOfSatisfying(
                        ZerobusException.class,
                        failure -> assertThat(failure.isRetryable()).isFalse());
    }

    @Conformance(36)
    @ParameterizedTest
    @ValueSource(strings = {"null", "0", "-5", "1.5", "\"soon\""})
    void tokenIsNotCachedWhenLifetimeIsInvalid(String expiresIn) {
        answer(ok(body("t1", expiresIn)));

        provider.token(TABLE);
        provider.token(TABLE);

        verifyRequests(2);
    }

    @Test
    void tokenIsCachedWhenLifetimeIsQuotedNumber() {
        answer(ok(body("t1", "\"3600\"")));

        provider.token(TABLE);
        provider.token(TABLE);

        verifyRequests(1);
    }

    @Conformance(39)
    @Test
    void tokenIsRefreshedBeforeExpiry() {
        answer(ok(body("t1", "3600")));
        provider.token(TABLE);
        answer(ok(body("t2", "3600")));

        now.addAndGet(Duration.ofMinutes(54).toNanos());
        assertThat(provider.token(TABLE).value()).isEqualTo("t1");
        now.addAndGet(Duration.ofMinutes(2).toNanos());
        assertThat(provider.token(TABLE).value()).isEqualTo("t2");
        assertThat(provider.snapshot().refreshes()).isEqualTo(2);
    }

    @Conformance({39, 40})
    @Test
    void cachedTokenIsServedAndNextRefreshDelayedWhenRefreshFails() {
        answer(ok(body("t1", "3600")));
        provider.token(TABLE);
        answer(aResponse().withStatus(503));
        now.addAndGet(Duration.ofMinutes(56).toNanos());

        assertThat(provider.token(TABLE).value()).isEqualTo("t1");
        assertThat(provider.token(TABLE).value()).isEqualTo("t1");
        verifyRequests(2);
        now.addAndGet(Duration.ofMillis(4_900).toNanos());
        assertThat(provider.token(TABLE).value()).isEqualTo("t1");
        verifyRequests(2);
        now.addAndGet(Duration.ofMillis(200).toNanos());
        assertThat(provider.token(TABLE).value()).isEqualTo("t1");
        verifyRequests(3);
        now.addAndGet(Duration.ofMinutes(4).toNanos());
        assertThatThrownBy(() -> provider.token(TABLE)).isInstanceOf(ZerobusException.class);
    }

    @Conformance(40)
    @Test
    void nextRefreshIsDelayedAtLeastOneSecondWhenTokenIsAboutToExpire() {
        answer(ok(body("t1", "3600")));
        provider.token(TABLE);
        answer(aResponse().withStatus(503));
        // Half of the remaining lifetime is less than a second.
        now.addAndGet(Duration.ofHours(1).minusMillis(1_500).toNanos());

        provider.token(TABLE);
        now.addAndGet(Duration.ofMillis(900).toNanos());
        provider.token(TABLE);
        verifyRequests(2);
        now.addAndGet(Duration.ofMillis(200).toNanos());
        assertThat(provider.token(TABLE).value()).isEqualTo("t1");
        verifyRequests(3);
    }

    @Conformance(41)
    @Test
    void invalidateKeepsNewerToken() {
        answer(ok(body("t1", "3600")));
        Token first = provider.token(TABLE);
        provider.invalidate(first);
        answer(ok(body("t2", "3600")));
        Token second = provider.token(TABLE);

        provider.invalidate(first);

        assertThat(provider.token(TABLE)).isSameAs(second);
        verifyRequests(2);
    }

    @Test
    void tokenFailsRetryablyWhenTokenExpiresInTransit() {
        answer(ok(body("t1", "3600")));
        OAuthTokenProvider slow = provider(
                new TokenClock(() -> now.getAndAdd(Duration.ofHours(1).toNanos()), () -> Instant.EPOCH), Runnable::run);

        assertThatThrownBy(() -> slow.token(TABLE))
                .isInstanceOfSatisfying(
                        ZerobusException.class,
                        failure -> assertThat(failure.isRetryable()).isTrue());
        assertThat(slow.snapshot().refreshes()).isZero();
        assertThat(slow.snapshot().refreshFailures()).isEqualTo(1);
    }

    @Test
    void plaintextUrlIsRejectedWhenHostIsNotLoopback() {
        assertThatThrownBy(() -> OAuthTokenProvider.builder()
                        .workspaceUrl(URI.create("http://example.com"))
                        .workspaceId("w")
                        .clientId("id")
                        .clientSecret(SECRET)
                        .build())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("workspace-url");
    }

    @Conformance(49)
    @Test
    void toStringContainsNoSecrets() {
        answer(ok(body("t1-token", "3600")));

        assertThat(provider.token(TABLE)).asString().doesNotContain("t1-token");
        assertThat(provider).asString().doesNotContain(SECRET);
    }
}
