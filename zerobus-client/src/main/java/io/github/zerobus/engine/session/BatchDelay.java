package io.github.zerobus.engine.session;

import io.github.zerobus.engine.buffer.SendQueue;
import io.github.zerobus.engine.buffer.WireBatch;
import io.github.zerobus.engine.time.LoopExecutor;
import io.github.zerobus.engine.time.Timers;

/**
 * Delays the next message while records arrive in quick succession: after a message with several records, the next one
 * waits up to 50 microseconds for more, unless it is half full. Without the delay, a producer that is slower than the
 * transport causes a message for every few records, at twice the CPU cost on both sides (benchmark P11). A record that
 * arrives alone is never delayed (benchmark P9). Owned by the serial executor.
 */
final class BatchDelay {

    /** Less than a round trip in any network, and several times the duration of sending a message. */
    private static final long DELAY_NANOS = 50_000;

    private final SendQueue queue;
    private final Timers timers;
    private final LoopExecutor loop;
    private final Runnable drain;

    /** Whether the last message had several requests. */
    private boolean active;

    private long sentAt;
    private boolean scheduled;

    BatchDelay(SendQueue queue, Timers timers, LoopExecutor loop, Runnable drain) {
        this.queue = queue;
        this.timers = timers;
        this.loop = loop;
        this.drain = drain;
    }

    void sent(WireBatch batch) {
        active = batch.hasSeveralRequests();
        if (active) {
            sentAt = timers.nanoTime();
        }
    }

    /** Whether the next message has to wait. If so, a drain is scheduled for the end of the delay. */
    boolean isPending() {
        if (!active) {
            return false;
        }
        long left = sentAt + DELAY_NANOS - timers.nanoTime();
        if (left <= 0 || queue.hasHalfBatch()) {
            return false;
        }
        if (!scheduled) {
            scheduled = true;
            loop.executeAfter(left, timers, this::end);
        }
        return true;
    }

    /** The next message is not delayed. A drain that is still scheduled, or could not be, changes nothing. */
    void cancel() {
        active = false;
        scheduled = false;
    }

    private void end() {
        scheduled = false;
        active = false;
        drain.run();
    }
}
