package io.github.zerobus.embedded;

import io.github.zerobus.embedded.columns.TableDefinitions;
import java.util.List;

/**
 * A table of an {@link EmbeddedZerobusServer}: its durable rows and its physical streams. Values are those of the
 * moment of the call; lists are copies. Thread-safe; does not block.
 */
public final class EmbeddedTable {

    private final ServerTable table;

    EmbeddedTable(ServerTable table) {
        this.table = table;
    }

    /**
     * Returns the name of the table.
     *
     * @return the full name, such as {@code main.iot.readings}
     */
    public String name() {
        return table.name();
    }

    /**
     * Declares the columns of the table, in place of earlier ones. Streams that are opened from now on are treated as
     * the service treats them: records and descriptors that do not fit the columns are refused, and rows have
     * {@linkplain DurableRow#values() typed values}. Open streams do not change. {@link EmbeddedZerobusServer#reset()}
     * keeps columns.
     *
     * @param sql columns such as {@code device STRING NOT NULL, at TIMESTAMP, price DECIMAL(10, 2)}, or the CREATE
     *     TABLE statement of this table
     * @return this table
     * @throws IllegalArgumentException if the text is invalid; the message contains line and word
     */
    public EmbeddedTable columns(String sql) {
        table.setColumns(TableDefinitions.columns(table.name(), sql));
        return this;
    }

    /**
     * Returns the number of durable rows, including those that are not retained. A row that a client sent again after a
     * lost connection counts each time.
     *
     * @return the number since the start, or since the last {@link EmbeddedZerobusServer#reset()}
     */
    public long durableRecords() {
        return table.durableRecords();
    }

    /**
     * Returns the retained rows. The oldest are missing if the server
     * {@linkplain EmbeddedZerobusServerBuilder#retainBytes(long) freed} them, later ones beyond a
     * {@linkplain EmbeddedZerobusServerBuilder#retainRows(int) number}.
     *
     * @return rows in the order in which they became durable
     */
    public List<DurableRow> rows() {
        return table.rows();
    }

    /**
     * Returns how many of the oldest durable rows the server freed because of its limit in bytes.
     *
     * @return the number since the start, or since the last {@link EmbeddedZerobusServer#reset()}
     */
    public long freedRows() {
        return table.freedRows();
    }

    /**
     * Returns the physical streams, including refused and ended ones. Of the ended streams of all tables, the server
     * lists the last 1,000, and fewer if their descriptors are very large.
     *
     * @return streams in the order of their {@link ObservedStream#index() index}, which is also their position as long
     *     as no stream is missing
     */
    public List<ObservedStream> streams() {
        return table.streams();
    }

    /**
     * Returns the number of physical streams, including those that are no longer listed.
     *
     * @return the number since the start
     */
    public int openedStreams() {
        return table.openedStreams();
    }

    /**
     * Returns the physical streams that have not ended.
     *
     * @return streams by {@link ObservedStream#index() index}
     */
    public List<ObservedStream> liveStreams() {
        return table.streams().stream().filter(ObservedStream::isLive).toList();
    }

    @Override
    public String toString() {
        return "EmbeddedTable[" + name() + ", " + durableRecords() + " durable rows]";
    }
}
