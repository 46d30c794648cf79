package io.github.zerobus.engine.session;

import io.github.zerobus.DurableRange;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Durable ranges of one sub-stream that wait for the listener. Their requests are durable and no longer count in any
 * budget, so neighbours are merged when the listener falls far behind: the memory for a slow listener is bounded.
 * Thread-safe.
 */
final class RangeBacklog {

    /** Far more than a listener that keeps up ever has pending. */
    static final int LIMIT = 1_024;

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<DurableRange> waiting = new ArrayDeque<>();

    /** Adds a range at the end; returns whether it is a further range to take, not merged with the last one. */
    boolean add(DurableRange range) {
        lock.lock();
        try {
            DurableRange merged = waiting.size() < LIMIT ? null : merge(waiting.peekLast(), range);
            if (merged == null) {
                waiting.add(range);
                return true;
            }
            waiting.removeLast();
            waiting.add(merged);
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the oldest range; to be called once for each further range. */
    DurableRange take() {
        lock.lock();
        try {
            return waiting.remove();
        } finally {
            lock.unlock();
        }
    }

    private static @Nullable DurableRange merge(@Nullable DurableRange earlier, DurableRange later) {
        if (earlier == null || earlier.records() > Integer.MAX_VALUE - later.records()) {
            return null;
        }
        Duration longest = earlier.latency().compareTo(later.latency()) > 0 ? earlier.latency() : later.latency();
        return new DurableRange(earlier.first(), later.last(), earlier.records() + later.records(), longest);
    }
}
