package io.github.zerobus.embedded;

import io.github.zerobus.embedded.columns.TableColumns;
import io.github.zerobus.embedded.service.StreamControl;
import io.github.zerobus.embedded.service.StreamRecorder;
import io.github.zerobus.embedded.service.StreamRegistry;
import io.grpc.Metadata;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The tables of a server, each created at its first use. Thread-safe. */
final class ServerTables implements StreamRegistry {

    private final Retention retention;
    private final EndedStreams ended;
    private final Duration ackDelay;
    private final Map<String, ServerTable> tables = new ConcurrentHashMap<>();

    ServerTables(Retention retention, Duration ackDelay) {
        this.retention = retention;
        this.ended = new EndedStreams(retention.maxBytes());
        this.ackDelay = ackDelay;
    }

    void declare(Map<String, TableColumns> columns) {
        columns.forEach((name, value) -> table(name).setColumns(value));
    }

    ServerTable table(String name) {
        return tables.computeIfAbsent(name, missing -> new ServerTable(missing, retention));
    }

    @Override
    public StreamRecorder opened(
            String tableName, Metadata metadata, long openedAt, Consumer<Consumer<StreamControl>> actions) {
        ServerTable table = table(tableName);
        ObservedStream stream = table.opened(metadata, actions, openedAt);
        return new StreamRecording(table, stream, ended, table.script().planFor(stream, ackDelay));
    }

    void reset() {
        tables.values().forEach(ServerTable::reset);
    }
}
