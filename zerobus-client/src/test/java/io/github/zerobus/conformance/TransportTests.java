package io.github.zerobus.conformance;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.open;
import static io.github.zerobus.stream.TestStreams.options;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.Endpoint;
import io.github.zerobus.EngineAccess;
import io.github.zerobus.InvalidOptionException;
import io.github.zerobus.MessageId;
import io.github.zerobus.Payload;
import io.github.zerobus.ProxyRules;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.Termination;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.stream.Simulation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wire: close of a physical stream, endpoints, payload sizes, proxies. */
@Timeout(60)
class TransportTests {

    @Test
    @Conformance(26)
    void closeHalfClosesWhenServerResponds() {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            MultiplexedStream stream = open(server, options(2));
            stream.ingest(record(1));
            stream.close();
            // The server records the end after it has sent its own.
            await().untilAsserted(() -> assertThat(server.table(TABLE).streams())
                    .allSatisfy(physical ->
                            assertThat(physical.termination()).contains(Termination.HALF_CLOSED_BY_CLIENT)));
        }
    }

    @Test
    @Conformance(26)
    void closeCancelsCallWhenServerDoesNotRespondInTime() {
        try (Simulation simulation = new Simulation()) {
            simulation.faults().everyStream().ignoreHalfClose();
            MultiplexedStream stream = simulation.open(1);
            Duration before = simulation.time.elapsed();
            stream.close();
            assertThat(simulation.time.elapsed().minus(before)).isEqualTo(Duration.ofMillis(500));
            simulation.time.pass(Duration.ofMillis(1));
            assertThat(simulation.physical(0).termination()).contains(Termination.CANCELLED_BY_CLIENT);
        }
    }

    @Test
    @Conformance(27)
    void endpointWithoutSchemeUsesTlsAndHttpUsesPlaintext() {
        assertThat(Endpoint.parse("w.zerobus.example.com").tls()).isTrue();
        assertThat(Endpoint.parse("w.zerobus.example.com").port()).isEqualTo(443);
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start();
                MultiplexedStream stream = open(server, options(1))) {
            assertThat(server.endpoint()).startsWith("http://");
            stream.await(stream.ingest(record(1)));
        }
    }

    private static Payload ofSize(int bytes) {
        return Payload.json("{\"k\":\"" + "x".repeat(bytes - 8) + "\"}");
    }

    @Test
    @Conformance(28)
    void payloadAtSizeLimitIsAcceptedAndLargerPayloadIsRejectedLocally() {
        try (Simulation simulation = new Simulation()) {
            MultiplexedStream stream = simulation.open(Simulation.options(1).maxPayloadSize(1_000));
            assertThatThrownBy(() -> stream.ingest(ofSize(1_001)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("1001")
                    .hasMessageContaining("1000");
            MessageId id = stream.ingest(ofSize(1_000));
            stream.await(id);
            assertThat(id.offset()).isZero();
            assertThat(simulation.physical(0).messageCount()).isEqualTo(1);
        }
    }

    @Test
    @Conformance(29)
    void sizeLimitAppliesToSumOfBatch() {
        try (Simulation simulation = new Simulation()) {
            MultiplexedStream stream = simulation.open(Simulation.options(1).maxPayloadSize(1_000));
            assertThatThrownBy(() -> stream.ingestBatch(List.of(ofSize(500), ofSize(501))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("1001");
            assertThat(stream.ingestBatch(List.of(ofSize(500), ofSize(500))).offset())
                    .isZero();
        }
    }

    @ParameterizedTest
    @Conformance(30)
    @CsvSource({
        "a.example.com, false",
        "example.com, false",
        "notexample.com, true",
        "b.internal, false",
        "other.org, true",
        "127.0.0.1, false",
        "localhost, false"
    })
    void hostsMatchingNoProxyAreReachedDirectly(String host, boolean proxied) {
        ProxyRules rules = EngineAccess.environmentProxy(
                Map.of("HTTPS_PROXY", "http://proxy:3128", "no_proxy", " .example.com, internal ,,"), host);
        assertThat(EngineAccess.proxyFor(rules, host).isPresent()).isEqualTo(proxied);
    }

    private static final List<String> PROXY_VARIABLES =
            List.of("grpc_proxy", "GRPC_PROXY", "https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY");
    private static final List<String> NO_PROXY_VARIABLES =
            List.of("no_grpc_proxy", "NO_GRPC_PROXY", "no_proxy", "NO_PROXY");

    /** Sets the variables from {@code first} on to distinct values; those before it are blank or absent in turn. */
    private static Map<String, String> from(List<String> variables, int first, String value) {
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < variables.size(); i++) {
            if (i >= first) {
                environment.put(variables.get(i), value.replace("#", String.valueOf(i)));
            } else if (i % 2 == 0) {
                environment.put(variables.get(i), " ");
            }
        }
        return environment;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    @Conformance(30)
    void firstNonEmptyProxyVariableWins(int first) {
        ProxyRules rules = EngineAccess.environmentProxy(from(PROXY_VARIABLES, first, "proxy-#:3128"), "other.org");
        assertThat(EngineAccess.proxyFor(rules, "other.org"))
                .hasValueSatisfying(
                        proxy -> assertThat(proxy.address().getHostString()).isEqualTo("proxy-" + first));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    @Conformance(30)
    void firstNonEmptyNoProxyVariableWins(int first) {
        Map<String, String> environment = from(NO_PROXY_VARIABLES, first, "host-#.org");
        environment.put("http_proxy", "proxy:3128");
        ProxyRules rules = EngineAccess.environmentProxy(environment, "host.org");
        for (int i = 0; i < NO_PROXY_VARIABLES.size(); i++) {
            assertThat(EngineAccess.proxyFor(rules, "host-" + i + ".org").isPresent())
                    .isEqualTo(i != first);
        }
    }

    @Test
    @Conformance(30)
    void proxyIsNotUsedWhenNoProxyIsAsteriskOrProxyIsUnset() {
        assertThat(EngineAccess.proxyFor(ProxyRules.of("proxy:3128", List.of("*")), "other.org"))
                .isEmpty();
        ProxyRules rules = EngineAccess.environmentProxy(Map.of("no_proxy", "other.org"), "third.org");
        assertThat(EngineAccess.proxyFor(rules, "third.org")).isEmpty();
    }

    @Test
    @Conformance(30)
    void proxyCredentialsAreSentButNotExposed() throws Exception {
        try (EmbeddedZerobusServer server =
                        EmbeddedZerobusServer.builder().tls(true).start();
                ConnectProxy proxy = new ConnectProxy(server.port())) {
            ProxyRules rules = ProxyRules.of("http://me:sec%2Fret@127.0.0.1:" + proxy.port(), List.of());
            assertThat(rules).asString().doesNotContain("ret").doesNotContain("me:");
            assertThatThrownBy(() -> ProxyRules.of("https://me:secret@proxy", List.of()))
                    .isInstanceOf(InvalidOptionException.class)
                    .hasMessageNotContaining("secret");

            try (MultiplexedStream stream = MultiplexedStream.builder()
                    .endpoint("https://zerobus.example.com")
                    .table(TABLE)
                    .options(options(1).build())
                    .tokenProvider(table -> new io.github.zerobus.auth.Token("t"))
                    .proxy(rules)
                    .channelCustomizer((index, builder) -> {
                        ((io.grpc.netty.NettyChannelBuilder) builder).sslContext(ConnectProxy.trusting(server));
                        builder.overrideAuthority("localhost");
                    })
                    .build()) {
                stream.await(stream.ingest(record(1)));
            }
            assertThat(proxy.request()).startsWith("CONNECT zerobus.example.com:443 ");
            assertThat(proxy.request())
                    .contains(java.util.Base64.getEncoder()
                            .encodeToString("me:sec/ret".getBytes(StandardCharsets.UTF_8)));
            assertThat(server.table(TABLE).durableRecords()).isEqualTo(1);
        }
    }
}
