package io.github.zerobus.embedded;

import com.google.protobuf.ByteString;
import io.github.zerobus.embedded.service.Received;
import io.github.zerobus.embedded.service.StreamControl;
import io.grpc.Metadata;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * State of one table: its first durable rows, their total number, its physical streams, and its script. Thread-safe.
 */
final class ServerTable {

    private final String name;
    private final int retainRows;
    private final FaultScript script = new FaultScript();
    private final ReentrantLock lock = new ReentrantLock();
    private final List<DurableRow> rows = new ArrayList<>();
    private final List<ObservedStream> streams = new ArrayList<>();
    private long durableRecords;

    ServerTable(String name, int retainRows) {
        this.name = name;
        this.retainRows = retainRows;
    }

    String name() {
        return name;
    }

    FaultScript script() {
        return script;
    }

    ObservedStream opened(Metadata metadata, Consumer<Consumer<StreamControl>> actions, long now) {
        lock.lock();
        try {
            ObservedStream stream = new ObservedStream(streams.size(), metadata, actions, retainRows, now);
            streams.add(stream);
            return stream;
        } finally {
            lock.unlock();
        }
    }

    void makeDurable(Received received, int stream) {
        lock.lock();
        try {
            durableRecords += received.records().size();
            for (ByteString record : received.records()) {
                if (rows.size() < retainRows) {
                    rows.add(new DurableRow(record, stream, received.wireOffset()));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Removes rows and faults. Streams stay, since the rows of live ones refer to their index. */
    void reset() {
        script.clear();
        lock.lock();
        try {
            rows.clear();
            durableRecords = 0;
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
        lock.lock();
        try {
            return List.copyOf(rows);
        } finally {
            lock.unlock();
        }
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
