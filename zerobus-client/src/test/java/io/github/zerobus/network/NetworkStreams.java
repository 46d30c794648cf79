package io.github.zerobus.network;

import io.github.zerobus.RecoveryOptions;
import io.github.zerobus.StreamListener;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.StreamOptionsBuilder;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.stream.MultiplexedStreamBuilder;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContext;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Streams with many retries and a short silence timeout, through a proxy or directly to a port. */
final class NetworkStreams {

    static final String TABLE = "main.test.records";

    private NetworkStreams() {}

    static StreamOptionsBuilder options(int subStreams) {
        return StreamOptions.builder()
                .subStreams(subStreams)
                .openJitter(Duration.ZERO)
                // A low limit, so that the load does not depend on memory.
                .maxInflightRequests(240)
                .maxBlock(Duration.ofMinutes(2))
                .silenceTimeout(Duration.ofMillis(500))
                .flushTimeout(Duration.ofMinutes(1))
                .poisonDrainTimeout(Duration.ofSeconds(1))
                .recovery(recovery(true));
    }

    private static RecoveryOptions recovery(boolean enabled) {
        return RecoveryOptions.builder()
                .enabled(enabled)
                .timeout(Duration.ofSeconds(1))
                .backoff(Duration.ofMillis(20))
                .maxBackoff(Duration.ofMillis(100))
                .maxRetries(1_000)
                .build();
    }

    static StreamOptionsBuilder withoutRecovery(StreamOptionsBuilder options) {
        return options.recovery(recovery(false));
    }

    static MultiplexedStream open(
            EmbeddedZerobusServer server, FaultyProxy proxy, StreamOptionsBuilder options, StreamListener listener) {
        X509Certificate certificate = server.certificate().orElse(null);
        String scheme = certificate == null ? "http" : "https";
        return open(scheme + "://127.0.0.1:" + proxy.port(), certificate, options, listener);
    }

    static MultiplexedStream open(
            String endpoint,
            @Nullable X509Certificate certificate,
            StreamOptionsBuilder options,
            StreamListener listener) {
        MultiplexedStreamBuilder builder = MultiplexedStream.builder()
                .endpoint(endpoint)
                .table(TABLE)
                .headersProvider(table -> Map.of())
                .listener(listener)
                .options(options.build());
        if (certificate != null) {
            SslContext trust = trust(certificate);
            builder.channelCustomizer((index, channel) -> ((NettyChannelBuilder) channel).sslContext(trust));
        }
        MultiplexedStream stream = builder.build();
        stream.open();
        return stream;
    }

    private static SslContext trust(X509Certificate certificate) {
        try {
            return GrpcSslContexts.forClient().trustManager(certificate).build();
        } catch (SSLException e) {
            throw new IllegalStateException("no TLS for the client", e);
        }
    }
}
