package io.github.zerobus.embedded;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The tables of a server; one comes into being when it is first named. */
final class ServerTables {

    private final int retainRows;
    private final Map<String, ServerTable> tables = new ConcurrentHashMap<>();

    ServerTables(int retainRows) {
        this.retainRows = retainRows;
    }

    ServerTable table(String name) {
        return tables.computeIfAbsent(name, missing -> new ServerTable(missing, retainRows));
    }

    void reset() {
        tables.values().forEach(ServerTable::reset);
    }
}
