package io.github.zerobus.embedded;

import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The memory budget of a server for rows and messages. Beyond it, the messages of ended streams are freed first, then
 * the oldest of all rows and messages. Thread-safe; its lock guards all its sources.
 */
final class Retention {

    private static final long MAX_DEFAULT_BYTES = 64L << 20;

    private final long maxItems;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by the lock. The maps hold what is not empty, by the age of the oldest item.
    private final TreeMap<Long, Source> active = new TreeMap<>();
    private final TreeMap<Long, Source> ended = new TreeMap<>();
    private long nextAge;
    private long bytes;

    /**
     * @param maxItems maximum number of rows of a table, and of messages of a stream; {@link Integer#MAX_VALUE} for
     *     no limit
     * @param maxBytes maximum size of all rows and messages
     */
    Retention(int maxItems, long maxBytes) {
        this.maxItems = maxItems == Integer.MAX_VALUE ? Long.MAX_VALUE : maxItems;
        this.maxBytes = maxBytes;
    }

    /** Rows of a table, or messages of a stream. Called with the lock held. */
    interface Source {

        boolean isEnded();

        void freeOldest();
    }

    static long defaultBytes(long maxHeap) {
        return Math.min(MAX_DEFAULT_BYTES, maxHeap / 4);
    }

    long maxItems() {
        return maxItems;
    }

    long maxBytes() {
        return maxBytes;
    }

    /** Size of all rows and messages, with an estimate of the objects that hold them. */
    long bytes() {
        return locked(() -> bytes);
    }

    <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    // For sources, with the lock held.

    long nextAge() {
        return nextAge++;
    }

    /** Changes the oldest item; -1 stands for none. */
    void oldest(Source source, long before, long after) {
        TreeMap<Long, Source> byAge = source.isEnded() ? ended : active;
        byAge.remove(before);
        if (after >= 0) {
            byAge.put(after, source);
        }
    }

    void added(long size) {
        bytes += size;
        while (bytes > maxBytes) {
            (ended.isEmpty() ? active : ended).firstEntry().getValue().freeOldest();
        }
    }

    void removed(long size) {
        bytes -= size;
    }
}
