package io.github.zerobus.network;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.ErrorKind;
import io.github.zerobus.ProxyException;
import io.github.zerobus.ProxyRules;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.channel.GrpcChannelCustomizer;
import io.github.zerobus.conformance.ConnectProxy;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.ObservedStream;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.stream.MultiplexedStreamBuilder;
import io.github.zerobus.stream.TestStreams;
import io.grpc.Server;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The reason of a failure of the transport: in the text, the kind and the causes, at the opening and in recovery. */
@Timeout(60)
class FailureReasonTests {

    private final X509Bundle authority =
            bundle(new CertificateBuilder().subject("CN=test authority").setIsCertificateAuthority(true));

    private static X509Bundle bundle(CertificateBuilder builder) {
        try {
            return builder.buildSelfSigned();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static MultiplexedStreamBuilder builder(String endpoint) {
        return MultiplexedStream.builder()
                .endpoint(endpoint)
                .table(TABLE)
                .options(TestStreams.options(2)
                        .startupTimeout(Duration.ofSeconds(3))
                        .build())
                .headersProvider(table -> Map.of());
    }

    private static StreamOpenException openFailure(MultiplexedStreamBuilder builder) {
        return Objects.requireNonNull(catchThrowableOfType(
                StreamOpenException.class, () -> builder.build().open()));
    }

    /** Waits until a recovering sub-stream has failed for this reason; any attempt after the first says it. */
    private static void awaitReason(MultiplexedStream stream, Class<? extends Throwable> type, String... texts) {
        await().untilAsserted(() -> assertThat(stream.snapshot().subStreams())
                .allSatisfy(subStream -> assertReason(subStream.lastFailure(), type, texts)));
    }

    private static void assertReason(@Nullable Throwable failure, Class<? extends Throwable> type, String... texts) {
        assertThat(failure).isInstanceOfSatisfying(ZerobusException.class, known -> {
            assertThat(known.kind()).isEqualTo(ErrorKind.TRANSIENT);
            assertThat(known.isRetryable()).isTrue();
        });
        assertThat(failure).hasMessageContainingAll(texts).hasMessageNotContaining("\n");
        assertThat(causes(failure)).hasAtLeastOneElementOfType(type);
    }

    private static List<Throwable> causes(@Nullable Throwable failure) {
        return java.util.stream.Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .toList();
    }

    @Test
    void refusedPortIsNamedInRecovery() {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start();
                MultiplexedStream stream = builder(server.endpoint()).build()) {
            stream.open();
            server.table(TABLE).liveStreams().forEach(live -> live.closeSignal(Duration.ZERO));
            server.stop();
            awaitReason(stream, ConnectException.class, "UNAVAILABLE", "Connection refused", ":" + server.port());
            server.restart();
            stream.await(stream.ingest(record(1)));
        }
    }

    @Test
    void refusedPortIsNamedAtOpening() {
        EmbeddedZerobusServer server = EmbeddedZerobusServer.start();
        server.close();
        assertReason(
                openFailure(builder(server.endpoint())),
                ConnectException.class,
                "startup-timeout",
                "Connection refused",
                ":" + server.port());
    }

    @Test
    void unknownHostIsNamedAtOpening() {
        assertReason(
                openFailure(builder("https://no-such-host.invalid")),
                UnknownHostException.class,
                "no-such-host.invalid");
    }

    @Test
    void expiredCertificateIsNamedInRecovery() throws Exception {
        Instant now = Instant.now();
        X509Bundle expired = new CertificateBuilder()
                .subject("CN=localhost")
                .addSanIpAddress("127.0.0.1")
                .notBefore(now.minus(Duration.ofDays(9)))
                .notAfter(now.minus(Duration.ofDays(2)))
                .buildIssuedBy(authority);
        awaitReasonOfSwappedCertificate(
                expired, CertificateExpiredException.class, "validity check failed", "CertificateExpiredException");
    }

    @Test
    void certificateOfOtherHostIsNamedInRecovery() throws Exception {
        X509Bundle other = new CertificateBuilder()
                .subject("CN=other")
                .addSanDnsName("other.example.com")
                .buildIssuedBy(authority);
        awaitReasonOfSwappedCertificate(
                other, CertificateException.class, "No subject alternative names matching IP address 127.0.0.1");
    }

    private void awaitReasonOfSwappedCertificate(X509Bundle next, Class<? extends Throwable> type, String... texts)
            throws Exception {
        try (EmbeddedZerobusServer server =
                        EmbeddedZerobusServer.builder().tls(true).start();
                MultiplexedStream stream = builder(server.endpoint())
                        .channelCustomizer(trusting(server))
                        .build()) {
            stream.open();
            server.stop();
            Server swapped = serve(server.port(), next);
            try {
                awaitReason(stream, type, texts);
            } finally {
                swapped.shutdownNow().awaitTermination();
            }
            server.restart();
            stream.await(stream.ingest(record(1)));
        }
    }

    private GrpcChannelCustomizer trusting(EmbeddedZerobusServer server) throws Exception {
        SslContext trust = GrpcSslContexts.forClient()
                .trustManager(server.certificate().orElseThrow(), authority.getCertificate())
                .build();
        return (subStream, channel) -> ((NettyChannelBuilder) channel).sslContext(trust);
    }

    private static Server serve(int port, X509Bundle certificate) throws Exception {
        return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .sslContext(GrpcSslContexts.configure(SslContextBuilder.forServer(
                                certificate.getKeyPair().getPrivate(), certificate.getCertificatePath()))
                        .build())
                .directExecutor()
                .build()
                .start();
    }

    @Test
    void refusalOfProxyIsNamedInRecoveryAndAtOpening() throws Exception {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start();
                ConnectProxy proxy = new ConnectProxy(server.port())) {
            MultiplexedStreamBuilder builder = builder("https://zerobus.example.com")
                    .channelCustomizer((subStream, channel) -> channel.usePlaintext())
                    .proxy(ProxyRules.of("http://127.0.0.1:" + proxy.port(), List.of()));
            try (MultiplexedStream stream = builder.build()) {
                stream.open();
                proxy.answer("407 Proxy Authentication Required");
                server.table(TABLE).liveStreams().forEach(ObservedStream::dropConnection);
                awaitReason(stream, ProxyException.class, "refused the CONNECT tunnel", "407");
                assertReason(openFailure(builder), ProxyException.class, "refused the CONNECT tunnel", "407");
                proxy.answer("200 OK");
                stream.await(stream.ingest(record(1)));
            }
        }
    }
}
