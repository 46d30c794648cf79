package io.github.zerobus.engine.buffer;

import io.github.zerobus.engine.time.Timers;

/**
 * When requests were admitted, with as few looks at the clock as may be: one costs a fifth of a small record's way for
 * the thread that admits it (benchmarks P2, P5). Guarded by the buffer's lock.
 */
final class AdmissionClock {

    /** Requests that share a look at the clock while they queue behind others. */
    private static final int STRIDE = 16;

    private final Timers timers;
    /** Whether a drain is under way, and when it took its latest run. */
    private boolean draining;

    private long drainedAt;

    private long last;
    private int sharing;

    AdmissionClock(Timers timers) {
        this.timers = timers;
    }

    void draining(long now) {
        draining = true;
        drainedAt = now;
    }

    void paused() {
        draining = false;
    }

    /**
     * The time for a request. While a drain is under way, late by one message or one gathering pause at most. What queues
     * behind others counts from when one of those came, unless it has a future that is to tell its latency.
     */
    long time(boolean queued, boolean hasFuture) {
        if (draining) {
            last = drainedAt;
        } else if (queued && !hasFuture && sharing > 0) {
            sharing--;
        } else {
            last = timers.nanoTime();
            sharing = STRIDE - 1;
        }
        return last;
    }
}
