package io.github.zerobus.embedded;

import io.github.zerobus.embedded.columns.TableColumns;
import io.github.zerobus.embedded.columns.TableDefinitions;
import io.github.zerobus.embedded.time.ServerTimers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Builds {@link EmbeddedZerobusServer}s, each with the settings at the time of its start. Not thread-safe. */
public final class EmbeddedZerobusServerBuilder {

    private int port;
    private Duration ackDelay = Duration.ofMillis(10);
    private boolean tls;
    private String clientId = "";
    private String clientSecret = "";
    private Duration tokenLifetime = Duration.ofHours(1);
    private int retainRows = Integer.MAX_VALUE;
    private long retainBytes = Retention.defaultBytes(Runtime.getRuntime().maxMemory());
    private boolean validateRecords = true;
    private final Map<String, TableColumns> tables = new LinkedHashMap<>();
    private @Nullable InProcess inProcess;

    EmbeddedZerobusServerBuilder() {}

    /**
     * Sets the port.
     *
     * @param value port to listen on; 0, the default, selects a free one
     * @return this builder
     */
    public EmbeddedZerobusServerBuilder port(int value) {
        port = value;
        return this;
    }

    /**
     * Sets the ack delay.
     *
     * @param value time from a record's arrival until it is durable and acked; 10 ms by default. Zero acks each message
     *     immediately
     * @return this builder
     */
    public EmbeddedZerobusServerBuilder ackDelay(Duration value) {
        ackDelay = value;
        return this;
    }

    /**
     * Sets whether the server uses TLS, with a certificate and a test authority that are created at the start.
     *
     * @param value whether to use TLS; false by default
     * @return this builder
     */
    public EmbeddedZerobusServerBuilder tls(boolean value) {
        tls = value;
        return this;
    }

    /**
     * Requires a token for each stream, and these credentials for a token. By default, streams need no token and the
     * token endpoint accepts any credentials.
     *
     * @param id client id of the only accepted service principal
     * @param secret its client secret
     * @return this builder
     */
    public EmbeddedZerobusServerBuilder credentials(String id, String secret) {
        clientId = id;
        clientSecret = secret;
        return this;
    }

    /**
     * Sets the lifetime of tokens.
     *
     * @param value time from the issue of a token to its expiry; one hour by default
     * @return this builder
     */
    public EmbeddedZerobusServerBuilder tokenLifetime(Duration value) {
        tokenLifetime = value;
        return this;
    }

    /**
     * Limits how many durable rows are retained for each table, and how many messages for each physical stream. Later
     * ones are only counted. The limit in {@linkplain #retainBytes(long) bytes} applies too.
     *
     * @param value maximum number; not limited by default
     * @return this builder
     */
    public EmbeddedZerobusServerBuilder retainRows(int value) {
        retainRows = value;
        return this;
    }

    /**
     * Limits the memory for durable rows and for messages, over all tables and physical streams of the server. Beyond
     * it, the server frees the oldest messages of ended streams, and then the oldest of all rows and messages. They
     * still count.
     *
     * <p>Each row and each message counts with its records and about 128 bytes, a message also with 64 bytes for each
     * of them. A row and the message that contained it count separately.
     *
     * @param value maximum number of bytes; by default 64 MB or a quarter of the maximum heap, whichever is less
     * @return this builder
     * @throws IllegalArgumentException if the value is negative
     */
    public EmbeddedZerobusServerBuilder retainBytes(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("retainBytes must be at least 0 but is " + value);
        }
        retainBytes = value;
        return this;
    }

    /**
     * Sets whether the content of records is validated: as one JSON object or against the descriptor, and against the
     * columns of the table.
     *
     * @param value whether to validate; true by default
     * @return this builder
     */
    public EmbeddedZerobusServerBuilder validateRecords(boolean value) {
        validateRecords = value;
        return this;
    }

    /**
     * Declares the columns of a table, as {@link EmbeddedTable#columns(String)} does.
     *
     * @param name full name of the table
     * @param columns its columns, such as {@code device STRING NOT NULL, at TIMESTAMP}
     * @return this builder
     * @throws IllegalArgumentException if the text is invalid; the message contains line and word
     */
    public EmbeddedZerobusServerBuilder table(String name, String columns) {
        tables.put(name, TableDefinitions.columns(name, columns));
        return this;
    }

    /**
     * Declares the columns of tables by a file of CREATE TABLE statements.
     *
     * @param file file in UTF-8
     * @return this builder
     * @throws UncheckedIOException if the file cannot be read
     * @throws IllegalArgumentException as for {@link #ddl(String, String)}
     */
    public EmbeddedZerobusServerBuilder ddl(Path file) {
        try {
            return ddl(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the CREATE TABLE statements in " + file, e);
        }
    }

    /**
     * Declares the columns of tables by CREATE TABLE statements in the SQL of Databricks, separated by semicolons.
     * GRANT statements, comments and the properties of tables have no effect. Other tables take all records.
     *
     * @param source name of the text in messages, such as a file
     * @param statements the text
     * @return this builder
     * @throws IllegalArgumentException if the text is invalid; the message contains source, line and word
     */
    public EmbeddedZerobusServerBuilder ddl(String source, String statements) {
        tables.putAll(TableDefinitions.parse(source, statements));
        return this;
    }

    /**
     * Uses gRPC's in-process transport in place of the network, for repeatable tests. Requires {@code grpc-inprocess}.
     * The settings for port and TLS are ignored; the token endpoint still uses the network.
     *
     * @param name name of the transport, which must be unused in this JVM
     * @param executor runs what arrives on calls
     * @param timers the only source of time for streams; the server closes it
     * @return this builder
     */
    public EmbeddedZerobusServerBuilder inProcess(String name, Executor executor, ServerTimers timers) {
        inProcess = new InProcess(name, executor, timers);
        return this;
    }

    /**
     * Starts a server. Does not block on anything but opening its ports.
     *
     * @return a running server
     * @throws java.io.UncheckedIOException if it cannot listen
     */
    public EmbeddedZerobusServer start() {
        return new EmbeddedZerobusServer(new ServerSettings(
                port,
                ackDelay,
                tls,
                clientId,
                clientSecret,
                tokenLifetime,
                retainRows,
                retainBytes,
                validateRecords,
                Map.copyOf(tables),
                inProcess));
    }
}
