package io.github.zerobus.engine.session;

import io.github.zerobus.DurableRange;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Ranges of one sub-stream on their way to the listener. Their requests are durable and count in no budget any more, so
 * when the listener falls far behind, neighbours become one: a slow listener takes no more memory than this. Thread-safe.
 */
final class RangeBacklog {

    /** Far more than wait for a listener that keeps up. */
    static final int LIMIT = 1_024;

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<DurableRange> waiting = new ArrayDeque<>();

    /** Adds a range behind the others; tells whether it is one more to be taken, not joined with the last. */
    boolean add(DurableRange range) {
        lock.lock();
        try {
            DurableRange joined = waiting.size() < LIMIT ? null : join(waiting.peekLast(), range);
            if (joined == null) {
                waiting.add(range);
                return true;
            }
            waiting.removeLast();
            waiting.add(joined);
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the oldest; once for each that was one more. */
    DurableRange take() {
        lock.lock();
        try {
            return waiting.remove();
        } finally {
            lock.unlock();
        }
    }

    private static @Nullable DurableRange join(@Nullable DurableRange earlier, DurableRange later) {
        if (earlier == null || earlier.records() > Integer.MAX_VALUE - later.records()) {
            return null;
        }
        Duration longest = earlier.latency().compareTo(later.latency()) > 0 ? earlier.latency() : later.latency();
        return new DurableRange(earlier.first(), later.last(), earlier.records() + later.records(), longest);
    }
}
