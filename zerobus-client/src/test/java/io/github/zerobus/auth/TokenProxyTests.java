package io.github.zerobus.auth;

import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.zerobus.ErrorKind;
import io.github.zerobus.ProxyException;
import io.github.zerobus.ProxyRules;
import io.github.zerobus.TableName;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.conformance.ConnectProxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TokenProxyTests {

    private static final TableName TABLE = TableName.parse("main.iot.readings");

    @RegisterExtension
    static final WireMockExtension workspace = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().dynamicHttpsPort().bindAddress("127.0.0.1"))
            .build();

    private static TokenRequest request(String url, ProxyRules proxies) {
        return new TokenRequest(
                URI.create(url),
                "1234567890",
                () -> Grant.clientCredentials("my-id", "s3cret"),
                new HttpClient(proxies, TokenProxyTests::trustingAll, Duration.ofSeconds(5)),
                new RetryAfter(TokenClock.system()));
    }

    @Test
    void requestUsesTlsThroughTunnelAndSendsProxyCredentials() throws Exception {
        workspace.stubFor(post("/oidc/v1/token").willReturn(ok("{\"access_token\":\"t1\",\"expires_in\":3600}")));
        try (ConnectProxy proxy = new ConnectProxy(workspace.getHttpsPort())) {
            ProxyRules rules = ProxyRules.of("http://me:sec%2Fret@127.0.0.1:" + proxy.port(), List.of());

            TokenResponse response =
                    request("https://workspace.example.com", rules).send(TABLE);

            assertThat(response.token().value()).isEqualTo("t1");
            assertThat(proxy.request())
                    .startsWith("CONNECT workspace.example.com:443 HTTP/1.1\r\n")
                    .containsIgnoringCase("Proxy-Authorization: Basic "
                            + Base64.getEncoder().encodeToString("me:sec/ret".getBytes(StandardCharsets.UTF_8)))
                    .doesNotContain("s3cret", "Bearer");
        }
    }

    @Test
    void loopbackHostIsReachedDirectly() throws Exception {
        workspace.stubFor(post("/oidc/v1/token").willReturn(ok("{\"access_token\":\"t1\"}")));
        try (ConnectProxy proxy = new ConnectProxy(1)) {
            ProxyRules rules = ProxyRules.of("http://127.0.0.1:" + proxy.port(), List.of());

            request("https://127.0.0.1:" + workspace.getHttpsPort(), rules).send(TABLE);

            assertThat(proxy.request()).isEmpty();
        }
    }

    @Test
    void requestUsesProxyOfSystemPropertiesWhenRulesHaveNone() throws Exception {
        workspace.stubFor(post("/oidc/v1/token").willReturn(ok("{\"access_token\":\"t1\",\"expires_in\":3600}")));
        try (ConnectProxy proxy = new ConnectProxy(workspace.getHttpsPort())) {
            System.setProperty("https.proxyHost", "127.0.0.1");
            System.setProperty("https.proxyPort", String.valueOf(proxy.port()));

            TokenResponse response = request("https://workspace.example.com", ProxyRules.direct())
                    .send(TABLE);

            assertThat(response.token().value()).isEqualTo("t1");
            assertThat(proxy.request()).startsWith("CONNECT workspace.example.com:443 HTTP/1.1\r\n");
        } finally {
            System.clearProperty("https.proxyHost");
            System.clearProperty("https.proxyPort");
        }
    }

    @Test
    void exceptionsOfRulesAreReachedDirectly() throws Exception {
        workspace.stubFor(post("/oidc/v1/token").willReturn(ok("{\"access_token\":\"t1\"}")));
        try (ConnectProxy proxy = new ConnectProxy(1)) {
            ProxyRules rules = ProxyRules.of("http://127.0.0.1:" + proxy.port(), List.of("example.invalid"));

            ZerobusException failure = catchThrowableOfType(
                    ZerobusException.class,
                    () -> request("https://workspace.example.invalid", rules).send(TABLE));

            assertThat(failure).hasMessageContaining("UnknownHostException");
            assertThat(proxy.request()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "no HTTP", "HTTP/1.1 200"})
    void failureNamesProxyWithoutCredentialsWhenTunnelIsRefused(String answer) throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread once = new Thread(() -> answerOnce(proxy, answer));
            once.setDaemon(true);
            once.start();
            ProxyRules rules = ProxyRules.of("http://me:hush@127.0.0.1:" + proxy.getLocalPort(), List.of());

            ZerobusException failure = failure(rules);

            assertThat(failure.kind()).isEqualTo(ErrorKind.TRANSIENT);
            assertThat(failure)
                    .hasCauseInstanceOf(ProxyException.class)
                    .hasMessageContaining("proxy at 127.0.0.1:" + proxy.getLocalPort())
                    .hasMessageNotContaining("hush")
                    .hasMessageNotContaining("s3cret");
        }
    }

    private static void answerOnce(ServerSocket proxy, String answer) {
        try (Socket client = proxy.accept()) {
            client.getInputStream().read(new byte[10_000]);
            client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        } catch (java.io.IOException e) {
            // The test has ended.
        }
    }

    @Test
    void requestFailsWithProxyExceptionWhenProxyIsUnreachable() throws Exception {
        int port;
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }

        assertThat(failure(ProxyRules.of("http://127.0.0.1:" + port, List.of())))
                .hasCauseInstanceOf(ProxyException.class);
    }

    private static ZerobusException failure(ProxyRules rules) {
        return catchThrowableOfType(
                ZerobusException.class,
                () -> request("https://workspace.example.com", rules).send(TABLE));
    }

    /** Accepts the certificate of WireMock for any host name. */
    private static SSLContext trustingAll() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustingAll()}, new SecureRandom());
        return context;
    }

    private static final class TrustingAll extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
