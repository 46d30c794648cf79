package io.github.zerobus.auth;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.zerobus.ErrorKind;
import io.github.zerobus.ProxyRules;
import io.github.zerobus.ZerobusException;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class UnityCatalogTests {

    private static final String PATH = "/api/2.1/unity-catalog/tables/main.iot.readings";

    @RegisterExtension
    static final WireMockExtension workspace = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private final UnityCatalog catalog = catalog(Duration.ofSeconds(5));

    private static UnityCatalog catalog(Duration limit) {
        return new UnityCatalog(
                URI.create("http://127.0.0.1:" + workspace.getPort() + "/oidc/v1/token"),
                () -> Grant.clientCredentials("my-id", "s3cret"),
                new HttpClient(ProxyRules.direct(), SSLContext::getDefault, limit));
    }

    @BeforeEach
    void issueTokens() {
        workspace.stubFor(post("/oidc/v1/token").willReturn(ok("{\"access_token\":\"t0ken\",\"expires_in\":3600}")));
    }

    private static void answer(ResponseDefinitionBuilder response) {
        workspace.stubFor(get(PATH).willReturn(response));
    }

    private ZerobusException failure() {
        ZerobusException failure =
                catchThrowableOfType(ZerobusException.class, () -> catalog.table("main.iot.readings"));
        assertThat(failure.toString()).doesNotContain("s3cret", "t0ken");
        return failure;
    }

    @Test
    void tableIsReadWithATokenThatIsNotBoundToIt() {
        answer(ok("{\"name\":\"größe\"}"));

        assertThat(catalog.table("main.iot.readings")).isEqualTo("{\"name\":\"größe\"}");
        workspace.verify(getRequestedFor(urlEqualTo(PATH)).withHeader("Authorization", equalTo("Bearer t0ken")));
        assertThat(workspace.findAll(postRequestedFor(urlEqualTo("/oidc/v1/token"))))
                .last()
                .satisfies(request -> assertThat(request.getBodyAsString().split("&"))
                        .containsExactlyInAnyOrder("grant_type=client_credentials", "scope=all-apis"));
    }

    @Test
    void partsOfTheNameArePercentEncoded() {
        workspace.stubFor(get("/api/2.1/unity-catalog/tables/a%20b.c%2Fd.e%3Ff").willReturn(ok("{}")));

        assertThat(catalog.table("a b.c/d.e?f")).isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource({
        "400, CONFIGURATION, false",
        "401, AUTHENTICATION, false",
        "403, PERMISSION, false",
        "404, NOT_FOUND, false",
        "408, TRANSIENT, true",
        "429, THROTTLED, true",
        "500, TRANSIENT, true",
        "501, CONFIGURATION, false",
        "503, TRANSIENT, true"
    })
    void statusHasItsKind(int status, ErrorKind kind, boolean retryable) {
        answer(aResponse().withStatus(status).withBody("<html>t0ken"));

        ZerobusException failure = failure();
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.isRetryable()).isEqualTo(retryable);
    }

    @Test
    void redirectIsNotFollowed() {
        answer(temporaryRedirect("http://127.0.0.1:1/"));

        assertThat(failure()).hasMessageContaining("redirects (HTTP 302)");
    }

    @Test
    void largeResponseIsRefused() {
        answer(ok("x".repeat(10_000_000)));

        assertThat(failure()).hasMessageContaining("longer than 4194304 bytes");
    }

    @Test
    void brokenConnectionIsTransient() {
        answer(aResponse().withFault(Fault.EMPTY_RESPONSE));

        assertThat(failure().kind()).isEqualTo(ErrorKind.TRANSIENT);
    }

    @Test
    void slowResponseHasALimit() {
        answer(ok("{}").withFixedDelay(3_000));

        ZerobusException failure = catchThrowableOfType(
                ZerobusException.class, () -> catalog(Duration.ofMillis(300)).table("main.iot.readings"));
        assertThat(failure).hasMessageContaining("no response within PT0.3S");
    }

    @Test
    void refusedCredentialsAreNamed() {
        workspace.stubFor(post("/oidc/v1/token").willReturn(aResponse().withStatus(401)));

        assertThat(failure()).hasMessageContaining("the token endpoint of workspace 127.0.0.1 refused");
    }
}
