package io.github.zerobus.embedded;

import io.github.zerobus.embedded.service.ZerobusService;
import io.github.zerobus.embedded.time.ServerTimers;
import io.github.zerobus.embedded.time.ThreadServerTimers;
import io.github.zerobus.embedded.transport.CallInterceptor;
import io.github.zerobus.embedded.transport.Connections;
import io.github.zerobus.embedded.transport.InProcessTransport;
import io.github.zerobus.embedded.transport.NettyTransport;
import io.github.zerobus.embedded.transport.ServerTransport;
import io.github.zerobus.embedded.transport.TestCertificate;
import io.github.zerobus.embedded.transport.TokenServer;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A real Zerobus Ingest server on the loopback address of this JVM, for tests and local work: checks what the service
 * checks, acks after a delay, keeps what it made durable in memory, and shows every fault that it is ordered to.
 *
 * <p>Written against the protocol, not against one client. Thread-safe. What it holds is gone with the process.
 */
public final class EmbeddedZerobusServer implements AutoCloseable {

    private final ServerTables tables;
    private final Connections connections = new Connections();
    private final ServerTimers timers;
    private final TokenServer tokens;
    private final OAuthEndpoint oauth;
    private final @Nullable TestCertificate certificate;
    private final ServerTransport transport;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean listening;

    EmbeddedZerobusServer(ServerSettings settings) {
        InProcess inProcess = settings.inProcess();
        this.tables = new ServerTables(settings.retainRows(), settings.ackDelay());
        this.timers = inProcess == null ? new ThreadServerTimers() : inProcess.timers();
        this.tokens = new TokenServer(settings.clientId(), settings.clientSecret(), settings.tokenLifetime());
        this.oauth = new OAuthEndpoint(tokens);
        this.certificate = settings.tls() ? TestCertificate.create() : null;
        CallInterceptor interceptor = new CallInterceptor(settings.hasCredentials() ? tokens::isValid : token -> true);
        ZerobusService service = new ZerobusService(tables, connections, timers, settings.validateRecords());
        this.transport = inProcess == null
                ? new NettyTransport(settings.port(), connections, certificate, interceptor, service)
                : new InProcessTransport(inProcess.name(), inProcess.executor(), interceptor, service);
        restart();
    }

    /** Starts with the choice of settings. */
    public static EmbeddedZerobusServerBuilder builder() {
        return new EmbeddedZerobusServerBuilder();
    }

    /** A running server with default settings: a free port, plaintext, no credentials. */
    public static EmbeddedZerobusServer start() {
        return builder().start();
    }

    /** Address for a client, with its scheme. */
    public String endpoint() {
        return transport.endpoint();
    }

    /** Port in use; the same after a restart. */
    public int port() {
        return transport.port();
    }

    /** Base address of the token endpoint, always plaintext. */
    public URI workspaceUrl() {
        return tokens.address();
    }

    /** What clients must trust, if the server speaks TLS. */
    public Optional<X509Certificate> certificate() {
        return Optional.ofNullable(certificate).map(TestCertificate::certificate);
    }

    /** What happened to a table. */
    public EmbeddedTable table(String name) {
        return new EmbeddedTable(tables.table(name));
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

    /**
     * Forgets durable rows, their count and all orders of faults, of every table; for tests that share a server. Physical
     * streams live on, and those that live keep the faults they were opened with.
     */
    public void reset() {
        tables.reset();
    }

    /** Ends every connection without a word and refuses new ones, until {@link #restart()}; keeps what is durable. */
    public void stop() {
        lock.lock();
        try {
            if (listening) {
                listening = false;
                transport.stop();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Listens again on the same port; does nothing if it does already. */
    public void restart() {
        lock.lock();
        try {
            if (!listening) {
                transport.start();
                listening = true;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends everything and leaves no thread; what was durable stays readable. */
    @Override
    public void close() {
        stop();
        tokens.close();
        timers.close();
    }

    @Override
    public String toString() {
        return "EmbeddedZerobusServer[" + endpoint() + "]";
    }
}
