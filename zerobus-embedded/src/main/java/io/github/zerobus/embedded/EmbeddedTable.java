package io.github.zerobus.embedded;

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
     * Returns the number of durable rows, including those that are not retained. A row that a client sent again after a
     * lost connection counts each time.
     *
     * @return the number since the start, or since the last {@link EmbeddedZerobusServer#reset()}
     */
    public long durableRecords() {
        return table.durableRecords();
    }

    /**
     * Returns the first durable rows.
     *
     * @return rows in the order in which they became durable, at most as many as the server
     *     {@linkplain EmbeddedZerobusServerBuilder#retainRows(int) retains}
     */
    public List<DurableRow> rows() {
        return table.rows();
    }

    /**
     * Returns all physical streams, including refused and ended ones.
     *
     * @return streams by {@link ObservedStream#index() index}
     */
    public List<ObservedStream> streams() {
        return table.streams();
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
