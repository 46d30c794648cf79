package io.github.zerobus.embedded;

import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The ended streams that a server still lists. The oldest leave the lists of their tables beyond a number, or if their
 * create messages need too much memory. Thread-safe.
 */
final class EndedStreams {

    static final int MAX_STREAMS = 1_000;

    /** Enough for ordinary descriptors of all listed streams, also with a small budget. */
    private static final long MIN_CREATE_BYTES = 1L << 20;

    private final long maxCreateBytes;
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by the lock.
    private final ArrayDeque<Ended> streams = new ArrayDeque<>();
    private long createBytes;

    EndedStreams(long retainBytes) {
        this.maxCreateBytes = Math.max(MIN_CREATE_BYTES, retainBytes / 4);
    }

    private record Ended(ServerTable table, ObservedStream stream, long createBytes) {}

    void add(ServerTable table, ObservedStream stream) {
        lock.lock();
        try {
            Ended ended = new Ended(table, stream, stream.createBytes());
            streams.add(ended);
            createBytes += ended.createBytes();
            while (streams.size() > MAX_STREAMS || createBytes > maxCreateBytes) {
                Ended oldest = streams.remove();
                createBytes -= oldest.createBytes();
                oldest.table().drop(oldest.stream());
            }
        } finally {
            lock.unlock();
        }
    }
}
