package io.github.zerobus.embedded;

import io.grpc.Server;
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
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A real Zerobus Ingest server on the loopback address of this JVM, for tests and local work: checks what the service
 * checks, acks after a delay, keeps what it made durable in memory, and shows every fault that it is ordered to.
 *
 * <p>Written against the protocol, not against one client. Thread-safe. What it holds is gone with the process.
 */
public final class EmbeddedZerobus implements AutoCloseable {

    /** The service's 10 MiB of records (protocol 6), and room for the envelopes of very many small ones. */
    private static final int MAX_MESSAGE_BYTES = 32 * 1024 * 1024;

    private final ServerSettings settings;
    private final ServerTables tables;
    private final Connections connections = new Connections();
    private final AckTimer timer = new AckTimer();
    private final OAuthEndpoint oauth;
    private final @Nullable TestCertificate certificate;
    private final ReentrantLock lock = new ReentrantLock();
    private int port;
    private @Nullable Server server;
    private @Nullable MultiThreadIoEventLoopGroup loops;

    EmbeddedZerobus(ServerSettings settings) {
        this.settings = settings;
        this.port = settings.port();
        this.tables = new ServerTables(settings.retainRows());
        this.oauth = new OAuthEndpoint(settings);
        this.certificate = settings.tls() ? TestCertificate.create() : null;
        restart();
    }

    /** Starts with the choice of settings. */
    public static EmbeddedZerobusBuilder builder() {
        return new EmbeddedZerobusBuilder();
    }

    /** A running server with default settings: a free port, plaintext, no credentials. */
    public static EmbeddedZerobus start() {
        return builder().start();
    }

    /** Address for a client, with its scheme. */
    public String endpoint() {
        return (certificate == null ? "http" : "https") + "://127.0.0.1:" + port();
    }

    /** Port in use; the same after a restart. */
    public int port() {
        lock.lock();
        try {
            return port;
        } finally {
            lock.unlock();
        }
    }

    /** Base address of the token endpoint, always plaintext. */
    public URI workspaceUrl() {
        return oauth.address();
    }

    /** What clients must trust, if the server speaks TLS. */
    public Optional<X509Certificate> certificate() {
        return Optional.ofNullable(certificate).map(TestCertificate::certificate);
    }

    /** What happened to a table. */
    public EmbeddedTable table(String name) {
        return tables.table(name).view();
    }

    /** Orders faults for a table's physical streams. */
    public FaultScript onTable(String name) {
        return tables.table(name).script();
    }

    /** The token endpoint. */
    public OAuthEndpoint oauth() {
        return oauth;
    }

    /** TCP connections accepted since the start. */
    public int connectionsAccepted() {
        return connections.accepted();
    }

    /** TCP connections open now. */
    public int connectionsOpen() {
        return connections.open();
    }

    /** Ends every connection without a word and refuses new ones, until {@link #restart()}; keeps what is durable. */
    public void stop() {
        lock.lock();
        try {
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
        } finally {
            lock.unlock();
        }
    }

    /** Listens again on the same port; does nothing if it does already. */
    public void restart() {
        lock.lock();
        try {
            if (server == null) {
                loops = new MultiThreadIoEventLoopGroup(
                        2, new DefaultThreadFactory("zerobus-embedded", true), NioIoHandler.newFactory());
                server = newServer(loops).start();
                port = server.getPort();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded Zerobus server cannot listen on port " + port, e);
        } finally {
            lock.unlock();
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
                .intercept(new CallStart(oauth, settings.hasCredentials()))
                .addService(new ZerobusService(settings, tables, connections, timer));
        if (certificate != null) {
            builder.sslContext(sslContext(certificate));
        }
        return builder.build();
    }

    private static SslContext sslContext(TestCertificate certificate) throws IOException {
        return GrpcSslContexts.configure(
                        SslContextBuilder.forServer(certificate.key(), certificate.certificate()), SslProvider.JDK)
                .build();
    }

    private static void awaitTermination(Server server) {
        try {
            server.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends everything and leaves no thread; what was durable stays readable. */
    @Override
    public void close() {
        stop();
        oauth.close();
        timer.close();
    }

    @Override
    public String toString() {
        return "EmbeddedZerobus[" + endpoint() + "]";
    }
}
