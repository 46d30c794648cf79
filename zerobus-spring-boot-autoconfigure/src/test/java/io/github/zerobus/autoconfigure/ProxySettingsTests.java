package io.github.zerobus.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.InvalidOptionException;
import io.github.zerobus.ProxyException;
import io.github.zerobus.ProxyRules;
import io.github.zerobus.auth.HeadersProvider;
import io.github.zerobus.autoconfigure.fixture.Certificates;
import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import io.github.zerobus.autoconfigure.fixture.TunnelProxy;
import io.github.zerobus.channel.GrpcChannelCustomizer;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.template.ZerobusTemplate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.grpc.client.GrpcChannelFactory;

@Timeout(60)
class ProxySettingsTests {

    private static final String TABLE = "main.iot.readings";
    private static final String CREDENTIALS =
            Base64.getEncoder().encodeToString("me:sec/ret".getBytes(StandardCharsets.UTF_8));

    private final ApplicationContextRunner runner = ContextRunners.full()
            .withPropertyValues(
                    "zerobus.table=" + TABLE,
                    "zerobus.stream.sub-streams=2",
                    "zerobus.stream.open-jitter=0s",
                    "zerobus.stream.recovery.max-retries=0");

    private static String proxyUrl(TunnelProxy proxy) {
        return "zerobus.proxy.url=http://me:sec%2Fret@127.0.0.1:" + proxy.port();
    }

    @Test
    void allChannelsUseProxy() {
        try (EmbeddedZerobusServer server =
                        EmbeddedZerobusServer.builder().tls(true).start();
                TunnelProxy proxy = new TunnelProxy(server.port())) {
            Stream.of(runner, runner.withClassLoader(new FilteredClassLoader(GrpcChannelFactory.class)))
                    .forEach(variant -> variant.withBean(HeadersProvider.class, () -> table -> Map.of())
                            .withBean(
                                    GrpcChannelCustomizer.class,
                                    () -> (index, builder) -> builder.overrideAuthority("localhost"))
                            .withPropertyValues(
                                    "zerobus.endpoint=https://1.zerobus.example.com",
                                    "zerobus.ssl.bundle=test",
                                    "spring.ssl.bundle.pem.test.truststore.certificate=" + Certificates.pem(server),
                                    proxyUrl(proxy))
                            .run(context -> context.getBean(ZerobusTemplate.class)
                                    .sendAndAwait("{\"key\":1}", Duration.ofSeconds(10))));
            assertThat(server.table(TABLE).durableRecords()).isEqualTo(2);
            assertThat(proxy.requests())
                    .hasSize(4)
                    .allSatisfy(request -> assertThat(request)
                            .startsWith("CONNECT 1.zerobus.example.com:443 ")
                            .contains(CREDENTIALS));
        }
    }

    @Test
    void tokenRequestsUseProxyAndLoopbackEndpointDoesNot() {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.builder()
                        .credentials("id", "hush")
                        .start();
                TunnelProxy proxy = new TunnelProxy(0)) {
            runner.withPropertyValues(
                            "zerobus.endpoint=" + server.endpoint(),
                            "zerobus.workspace-url=https://workspace.example.com",
                            "zerobus.oauth.client-id=id",
                            "zerobus.oauth.client-secret=hush",
                            proxyUrl(proxy))
                    .run(context -> {
                        assertThat(context).hasFailed();
                        Throwable failure = Objects.requireNonNull(context.getStartupFailure());
                        assertThat(failure).hasRootCauseInstanceOf(java.io.IOException.class);
                        assertThat(failure)
                                .hasStackTraceContaining(ProxyException.class.getName())
                                .extracting(org.assertj.core.util.Throwables::getStackTrace)
                                .asString()
                                .doesNotContain("sec/ret", "sec%2Fret", CREDENTIALS, "hush");
                    });
            assertThat(proxy.requests())
                    .isNotEmpty()
                    .allSatisfy(request -> assertThat(request)
                            .startsWith("CONNECT workspace.example.com:443 ")
                            .contains(CREDENTIALS)
                            .doesNotContain("hush"));
        }
    }

    @Test
    void excludedHostsBypassProxy() {
        try (TunnelProxy proxy = new TunnelProxy(0)) {
            runner.withBean(HeadersProvider.class, () -> table -> Map.of())
                    .withPropertyValues(
                            "zerobus.endpoint=https://1.zerobus.invalid",
                            "zerobus.stream.startup-timeout=3s",
                            "zerobus.proxy.no-proxy=other.invalid, zerobus.invalid",
                            proxyUrl(proxy))
                    .run(context -> assertThat(context).hasFailed());
            assertThat(proxy.requests()).isEmpty();
        }
    }

    private static Function<String, ProxyRules> environment(String variable, String value) {
        return host -> EngineAccess.environmentProxy(Map.of(variable, value), host);
    }

    @Test
    void propertiesTakePrecedenceOverEnvironment() {
        Function<String, ProxyRules> environment = environment("https_proxy", "http://of-environment:1");
        ZerobusProperties.Proxy properties = new ZerobusProperties.Proxy();

        assertThat(ProxySettings.of(properties, environment).rulesFor("example.com"))
                .asString()
                .contains("of-environment");
        properties.setUrl("http://of-properties:2");
        assertThat(ProxySettings.of(properties, environment).rulesFor("example.com"))
                .asString()
                .contains("of-properties");
    }

    @Test
    void invalidProxyOfEnvironmentIsReportedOnlyWhenRequired() {
        ProxySettings settings =
                ProxySettings.of(new ZerobusProperties.Proxy(), environment("HTTPS_PROXY", "https://me:hush@proxy"));

        assertThat(settings.rulesFor("127.0.0.1")).isSameAs(ProxyRules.direct());
        assertThatThrownBy(() -> settings.rulesFor("example.com"))
                .isInstanceOf(ZerobusConfigurationException.class)
                .hasMessageContaining("environment")
                .hasMessageNotContaining("hush");
    }

    @Test
    void invalidUrlIsReportedWithoutPassword() {
        for (String url : new String[] {"https://me:hush@proxy:1", "http://me:hu sh@proxy", "socks5://me:hush@proxy"}) {
            ZerobusProperties.Proxy properties = new ZerobusProperties.Proxy();
            properties.setUrl(url);
            assertThatThrownBy(() -> ProxySettings.of(properties))
                    .isInstanceOf(InvalidOptionException.class)
                    .hasMessageContaining("option 'proxy'")
                    .hasMessageNotContaining("hu");
        }
    }
}
