package io.github.zerobus.embedded.transport;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptor;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** HTTP/2 over TCP on the loopback address, with or without TLS. Start and stop must not run concurrently. */
public final class NettyTransport implements ServerTransport {

    /** The service's limit of 10 MiB of records (docs/protocol.md#6), plus the envelopes of many small ones. */
    private static final int MAX_MESSAGE_BYTES = 32 * 1024 * 1024;

    private final Connections connections;
    private final @Nullable TestCertificate certificate;
    private final ServerInterceptor interceptor;
    private final BindableService service;
    private volatile int port;
    private @Nullable Server server;
    private @Nullable MultiThreadIoEventLoopGroup loops;

    public NettyTransport(
            int port,
            Connections connections,
            @Nullable TestCertificate certificate,
            ServerInterceptor interceptor,
            BindableService service) {
        this.port = port;
        this.connections = connections;
        this.certificate = certificate;
        this.interceptor = interceptor;
        this.service = service;
    }

    @Override
    public void start() {
        MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(
                2, new DefaultThreadFactory("zerobus-embedded", true), NioIoHandler.newFactory());
        loops = group;
        try {
            Server started = newServer(group).start();
            server = started;
            port = started.getPort();
        } catch (IOException e) {
            stop();
            throw new UncheckedIOException("The embedded Zerobus server cannot listen on port " + port, e);
        }
    }

    private Server newServer(MultiThreadIoEventLoopGroup group) throws IOException {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .channelFactory(connections::newServerChannel)
                .bossEventLoopGroup(group)
                .workerEventLoopGroup(group)
                .directExecutor()
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .permitKeepAliveTime(1, TimeUnit.MILLISECONDS)
                .permitKeepAliveWithoutCalls(true)
                .intercept(interceptor)
                .addService(service);
        if (certificate != null) {
            builder.sslContext(sslContext(certificate));
        }
        return builder.build();
    }

    private static SslContext sslContext(TestCertificate certificate) throws IOException {
        return GrpcSslContexts.configure(
                        SslContextBuilder.forServer(certificate.key(), certificate.chain()), SslProvider.JDK)
                .build();
    }

    @Override
    public void stop() {
        connections.dropAll();
        if (server != null) {
            server.shutdownNow();
            awaitTermination(server);
            server = null;
        }
        if (loops != null) {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
            loops = null;
        }
    }

    private static void awaitTermination(Server server) {
        try {
            server.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String endpoint() {
        return (certificate == null ? "http" : "https") + "://127.0.0.1:" + port;
    }

    @Override
    public int port() {
        return port;
    }
}
