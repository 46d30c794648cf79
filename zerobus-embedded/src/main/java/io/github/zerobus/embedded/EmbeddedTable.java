package io.github.zerobus.embedded;

import java.util.List;

/** What happened to one table of an {@link EmbeddedZerobusServer}. Thread-safe; lists are copies. */
public final class EmbeddedTable {

    private final ServerTable table;

    EmbeddedTable(ServerTable table) {
        this.table = table;
    }

    /** Its full name. */
    public String name() {
        return table.name();
    }

    /** Rows made durable, repeated ones counted each time. */
    public long durableRecords() {
        return table.durableRecords();
    }

    /** The first durable rows, up to the bound that the server keeps, in the order in which they became durable. */
    public List<DurableRow> rows() {
        return table.rows();
    }

    /** All physical streams of the table in order, refused ones too. */
    public List<ObservedStream> streams() {
        return table.streams();
    }

    /** Those that have not ended. */
    public List<ObservedStream> liveStreams() {
        return table.streams().stream().filter(ObservedStream::isLive).toList();
    }

    @Override
    public String toString() {
        return "EmbeddedTable[" + name() + ", " + durableRecords() + " durable rows]";
    }
}
