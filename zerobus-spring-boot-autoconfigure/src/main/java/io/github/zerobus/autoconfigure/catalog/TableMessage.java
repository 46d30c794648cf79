package io.github.zerobus.autoconfigure.catalog;

import io.github.zerobus.Internal;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.auth.UnityCatalog;
import io.github.zerobus.autoconfigure.ZerobusConfigurationException;
import io.github.zerobus.records.table.CatalogTable;
import io.github.zerobus.records.table.TableDescriptor;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The protobuf message of a table, which is read from the catalog once, when the stream is built. */
@Internal
public final class TableMessage {

    private static final Logger log = LoggerFactory.getLogger(TableMessage.class);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final UnityCatalog catalog;
    private final String prefix;
    private final String table;
    private final Duration limit;
    private final AtomicReference<TableDescriptor> read = new AtomicReference<>();

    /**
     * Creates a message; reads nothing.
     *
     * @param catalog of the workspace
     * @param prefix of the keys of the stream
     * @param table name of the table
     * @param limit for how long transient failures are retried
     */
    public TableMessage(UnityCatalog catalog, String prefix, String table, Duration limit) {
        this.catalog = catalog;
        this.prefix = prefix;
        this.table = table;
        this.limit = limit;
    }

    /**
     * Returns the message if it was read before.
     *
     * @return nothing if the stream is not built from it
     */
    public Optional<TableDescriptor> known() {
        return Optional.ofNullable(read.get());
    }

    /**
     * Returns the message, and reads the table at the first call.
     *
     * @return the same object at each call
     * @throws ZerobusConfigurationException if the table cannot be read or has no message
     */
    public TableDescriptor get() {
        TableDescriptor known = read.get();
        if (known != null) {
            return known;
        }
        String json = json();
        try {
            CatalogTable columns = CatalogTable.parse(json);
            TableDescriptor message = TableDescriptor.of(columns.columns(), columns.positions());
            if (!message.omitted().isEmpty()) {
                log.warn(
                        "Columns of table {} that no protobuf message can have stay null: {}",
                        table,
                        String.join(", ", message.omitted()));
            }
            read.set(message);
            return message;
        } catch (IllegalArgumentException e) {
            throw failure(String.valueOf(e.getMessage()));
        }
    }

    private String json() {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                return catalog.table(table);
            } catch (ZerobusException e) {
                if (!e.isRetryable() || System.nanoTime() + PAUSE.toNanos() - end > 0) {
                    throw failure(String.valueOf(e.getMessage()));
                }
                log.info("Stream {}: {}; the next try follows", prefix, e.getMessage());
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("the start was interrupted");
        }
    }

    private ZerobusConfigurationException failure(String reason) {
        return new ZerobusConfigurationException(
                prefix + ".record-type is proto without a record class, and the message cannot be derived from table "
                        + table + ": " + reason,
                "Make the table readable for the service principal in the catalog of zerobus.workspace-url, or set "
                        + prefix + ".record-class to a record, a bean or a generated message class, or define a bean"
                        + " of type com.google.protobuf.Descriptors.Descriptor. Then no table is read.");
    }
}
