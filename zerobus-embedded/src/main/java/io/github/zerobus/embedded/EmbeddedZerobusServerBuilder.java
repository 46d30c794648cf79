package io.github.zerobus.embedded;

import io.github.zerobus.embedded.time.ServerTimers;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Settings of an {@link EmbeddedZerobusServer}. Not thread-safe. */
public final class EmbeddedZerobusServerBuilder {

    private int port;
    private Duration ackDelay = Duration.ofMillis(10);
    private boolean tls;
    private String clientId = "";
    private String clientSecret = "";
    private Duration tokenLifetime = Duration.ofHours(1);
    private int retainRows = 100_000;
    private boolean validateRecords = true;
    private @Nullable InProcess inProcess;

    EmbeddedZerobusServerBuilder() {}

    /** Port to listen on; 0, the default, takes a free one. */
    public EmbeddedZerobusServerBuilder port(int value) {
        port = value;
        return this;
    }

    /** Time from a record's arrival to its ack; 10 ms by default, zero acks each message at once. */
    public EmbeddedZerobusServerBuilder ackDelay(Duration value) {
        ackDelay = value;
        return this;
    }

    /** Whether to speak TLS, with a certificate made for the occasion. */
    public EmbeddedZerobusServerBuilder tls(boolean value) {
        tls = value;
        return this;
    }

    /** Demands a token that these credentials obtain; without them nobody is asked. */
    public EmbeddedZerobusServerBuilder credentials(String id, String secret) {
        clientId = id;
        clientSecret = secret;
        return this;
    }

    /** How long a token is good; one hour by default. */
    public EmbeddedZerobusServerBuilder tokenLifetime(Duration value) {
        tokenLifetime = value;
        return this;
    }

    /** Rows and messages kept for reading, for each table; 100,000 by default. Counts go on beyond. */
    public EmbeddedZerobusServerBuilder retainRows(int value) {
        retainRows = value;
        return this;
    }

    /** Whether records are checked against descriptor or JSON syntax; true by default. */
    public EmbeddedZerobusServerBuilder validateRecords(boolean value) {
        validateRecords = value;
        return this;
    }

    /**
     * Uses no network but gRPC's in-process transport, under a name that is free in this JVM; for tests whose every step
     * is to be repeatable.
     *
     * @param executor runs what calls bring
     * @param timers the only source of time
     */
    public EmbeddedZerobusServerBuilder inProcess(String name, Executor executor, ServerTimers timers) {
        inProcess = new InProcess(name, executor, timers);
        return this;
    }

    /** Starts the server. */
    public EmbeddedZerobusServer start() {
        return new EmbeddedZerobusServer(new ServerSettings(
                port, ackDelay, tls, clientId, clientSecret, tokenLifetime, retainRows, validateRecords, inProcess));
    }
}
