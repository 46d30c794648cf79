package io.github.zerobus.benchmarks.client;

import io.github.zerobus.benchmarks.process.Arguments;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Path;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * How a client in Java connects over TLS. The official SDK reads the root from a variable of its environment.
 *
 * @param root certificate to trust
 * @param provider of TLS
 */
record Tls(Path root, SslProvider provider) {

    /** Null if the server has no certificate. */
    static @Nullable Tls of(Arguments arguments) {
        String root = arguments.values().get(Arguments.ROOT);
        String provider = arguments.values().getOrDefault("provider", SslProvider.JDK.name());
        return root == null ? null : new Tls(Path.of(root), SslProvider.valueOf(provider));
    }

    /** Fails if the provider is not available on this platform. */
    void applyTo(NettyChannelBuilder builder) {
        try {
            builder.sslContext(GrpcSslContexts.configure(SslContextBuilder.forClient(), provider)
                    .trustManager(root.toFile())
                    .build());
        } catch (SSLException e) {
            throw new IllegalStateException("TLS cannot be configured", e);
        }
    }
}
