package io.github.zerobus.embedded;

import com.google.protobuf.ByteString;
import io.github.zerobus.embedded.columns.RowReader;
import io.github.zerobus.embedded.columns.TableColumns;
import io.github.zerobus.embedded.service.Received;
import io.github.zerobus.embedded.service.StreamControl;
import io.grpc.Metadata;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * State of one table: its columns, durable rows and their total number, physical streams, and script. Thread-safe.
 */
final class ServerTable {

    private final String name;
    private final Retention retention;
    private final FaultScript script = new FaultScript();
    private final ReentrantLock lock = new ReentrantLock();
    private final RetainedItems<DurableRow> rows;
    private final List<ObservedStream> streams = new ArrayList<>();
    private int openedStreams;
    private long durableRecords;
    private @Nullable RowReader latestReader;

    /** Null if the table takes everything. */
    private volatile @Nullable TableColumns columns;

    ServerTable(String name, Retention retention) {
        this.name = name;
        this.retention = retention;
        this.rows = new RetainedItems<>(retention);
    }

    String name() {
        return name;
    }

    FaultScript script() {
        return script;
    }

    @Nullable
    TableColumns columns() {
        return columns;
    }

    void setColumns(TableColumns value) {
        columns = value;
    }

    ObservedStream opened(Metadata metadata, Consumer<Consumer<StreamControl>> actions, long now) {
        lock.lock();
        try {
            ObservedStream stream = new ObservedStream(openedStreams++, metadata, actions, retention, now);
            streams.add(stream);
            return stream;
        } finally {
            lock.unlock();
        }
    }

    /** @param reader reads the rows; null if the table had no columns when the stream was created */
    void makeDurable(Received received, int stream, @Nullable RowReader reader) {
        lock.lock();
        try {
            durableRecords += received.records().size();
            for (ByteString record : received.records()) {
                DurableRow row = new DurableRow(record, stream, received.wireOffset(), reader);
                rows.add(row, row.memory() + memoryIfNew(reader));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Counts a reader with the first of its rows, since the rows keep its descriptor. */
    private long memoryIfNew(@Nullable RowReader reader) {
        if (reader == null || reader == latestReader) {
            return 0;
        }
        latestReader = reader;
        return reader.memory();
    }

    /** Removes rows, messages and faults. Columns stay, and so do streams: rows of live ones refer to their index. */
    void reset() {
        script.clear();
        lock.lock();
        try {
            rows.clear();
            streams.forEach(ObservedStream::clearMessages);
            durableRecords = 0;
            latestReader = null;
        } finally {
            lock.unlock();
        }
    }

    long durableRecords() {
        lock.lock();
        try {
            return durableRecords;
        } finally {
            lock.unlock();
        }
    }

    List<DurableRow> rows() {
        return rows.values();
    }

    long freedRows() {
        return rows.freed();
    }

    int openedStreams() {
        lock.lock();
        try {
            return openedStreams;
        } finally {
            lock.unlock();
        }
    }

    /** Frees an ended stream. */
    void drop(ObservedStream stream) {
        lock.lock();
        try {
            streams.remove(stream);
        } finally {
            lock.unlock();
        }
        stream.dropMessages();
    }

    List<ObservedStream> streams() {
        lock.lock();
        try {
            return List.copyOf(streams);
        } finally {
            lock.unlock();
        }
    }
}
