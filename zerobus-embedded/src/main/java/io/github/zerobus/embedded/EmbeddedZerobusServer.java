package io.github.zerobus.embedded;

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
    private final OAuthEndpoint oauth;
    private final @Nullable TestCertificate certificate;
    private final ServerTransport transport;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean listening;

    EmbeddedZerobusServer(ServerSettings settings) {
        InProcess inProcess = settings.inProcess();
        this.tables = new ServerTables(settings.retainRows());
        this.timers = inProcess == null ? new ThreadServerTimers() : inProcess.timers();
        this.oauth = new OAuthEndpoint(settings);
        this.certificate = settings.tls() ? TestCertificate.create() : null;
        CallStart start = new CallStart(oauth, settings.hasCredentials());
        ZerobusService service = new ZerobusService(settings, tables, connections, timers);
        this.transport = inProcess == null
                ? new NettyTransport(settings.port(), connections, certificate, start, service)
                : new InProcessTransport(inProcess.name(), inProcess.executor(), start, service);
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
        return oauth.address();
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
        oauth.close();
        timers.close();
    }

    @Override
    public String toString() {
        return "EmbeddedZerobusServer[" + endpoint() + "]";
    }
}
