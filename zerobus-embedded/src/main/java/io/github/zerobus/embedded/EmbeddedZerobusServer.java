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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A Zerobus Ingest server in this JVM, for tests and local work. It checks streams and records as the service does,
 * acks after a delay, keeps durable rows in memory up to a limit, and produces the faults that a test asks for:
 *
 * <pre>{@code
 * try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
 *     server.onTable("main.iot.readings").stream(0).afterMessages(5).fail(StatusCode.UNAVAILABLE);
 *     // Run a client against server.endpoint().
 *     List<DurableRow> rows = server.table("main.iot.readings").rows();
 * }
 * }</pre>
 *
 * <p>The server listens on the loopback address only and works with any client of the protocol. It is running from the
 * start until {@link #stop()} or {@link #close()}. Tables exist from their first use; all their names are accepted. A
 * table without {@linkplain EmbeddedTable#columns(String) columns} takes all records. Thread-safe. Methods do not block
 * unless they say so.
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
        this.tables =
                new ServerTables(new Retention(settings.retainRows(), settings.retainBytes()), settings.ackDelay());
        tables.declare(settings.tables());
        this.timers = inProcess == null ? new ThreadServerTimers() : inProcess.timers();
        this.tokens = new TokenServer(settings.clientId(), settings.clientSecret(), settings.tokenLifetime());
        this.oauth = new OAuthEndpoint(tokens);
        this.certificate = settings.tls() ? TestCertificate.create() : null;
        CallInterceptor interceptor = new CallInterceptor();
        Predicate<String> accepted = settings.hasCredentials() ? tokens::isValid : token -> true;
        ZerobusService service = new ZerobusService(tables, connections, timers, settings.validateRecords(), accepted);
        this.transport = inProcess == null
                ? new NettyTransport(settings.port(), connections, certificate, interceptor, service)
                : new InProcessTransport(inProcess.name(), inProcess.executor(), interceptor, service);
        try {
            restart();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Creates a builder with default settings.
     *
     * @return a builder for a server
     */
    public static EmbeddedZerobusServerBuilder builder() {
        return new EmbeddedZerobusServerBuilder();
    }

    /**
     * Starts a server with default settings: a free port, plaintext, no credentials.
     *
     * @return a running server
     * @throws java.io.UncheckedIOException if it cannot listen
     */
    public static EmbeddedZerobusServer start() {
        return builder().start();
    }

    /**
     * Returns the address for clients.
     *
     * @return an address such as {@code http://127.0.0.1:51234}, with the scheme {@code https} if the server uses TLS,
     *     or {@code in-process:} and the name of an in-process server
     */
    public String endpoint() {
        return transport.endpoint();
    }

    /**
     * Returns the port, which stays the same after a restart.
     *
     * @return the port; 0 if the server runs in process
     */
    public int port() {
        return transport.port();
    }

    /**
     * Returns the base address of the token endpoint, which never uses TLS.
     *
     * @return an address such as {@code http://127.0.0.1:51235}
     */
    public URI workspaceUrl() {
        return tokens.address();
    }

    /**
     * Returns the certificate that clients must trust.
     *
     * @return the certificate of the authority that signed the server's; empty if the server does not use TLS
     */
    public Optional<X509Certificate> certificate() {
        return Optional.ofNullable(certificate).map(TestCertificate::authority);
    }

    /**
     * Returns a table.
     *
     * @param name its full name
     * @return a view of the table, which stays up to date
     */
    public EmbeddedTable table(String name) {
        return new EmbeddedTable(tables.table(name));
    }

    /**
     * Returns the faults of a table's physical streams.
     *
     * @param name full name of the table
     * @return the script to which faults are added
     */
    public FaultScript onTable(String name) {
        return tables.table(name).script();
    }

    /**
     * Returns the token endpoint, which runs until {@link #close()}.
     *
     * @return the endpoint
     */
    public OAuthEndpoint oauth() {
        return oauth;
    }

    /**
     * Returns the number of TCP connections accepted so far.
     *
     * @return the number since the start, over restarts; 0 if the server runs in process
     */
    public int connectionsAccepted() {
        return connections.accepted();
    }

    /**
     * Returns the number of open TCP connections.
     *
     * @return the present number; 0 if the server runs in process
     */
    public int connectionsOpen() {
        return connections.open();
    }

    /**
     * Removes the durable rows, their count, the messages of all streams and the faults of all tables, for tests that
     * share a server. Columns stay. Physical streams stay open and listed, with their number of messages; live ones
     * keep the faults they were opened with.
     */
    public void reset() {
        tables.reset();
    }

    /**
     * Resets all connections and refuses new ones until {@link #restart()}. Durable rows and faults stay. Does nothing
     * if the server is stopped. Blocks until the server has stopped, at most about 4 seconds.
     */
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

    /**
     * Starts the server again on the same port. Does nothing if it is running. Must not be called after {@link
     * #close()}.
     *
     * @throws java.io.UncheckedIOException if it cannot listen
     */
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

    /**
     * Stops server and token endpoint permanently and ends their threads. Durable rows can still be read. Does nothing
     * if the server is closed. Blocks as {@link #stop()} does.
     */
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
