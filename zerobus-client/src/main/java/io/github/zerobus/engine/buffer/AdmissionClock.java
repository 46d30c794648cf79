package io.github.zerobus.engine.buffer;

import io.github.zerobus.engine.time.Timers;

/**
 * Admission times of requests, with few reads of the clock: one read costs the admitting thread a fifth of the time for
 * a small record (benchmarks P2, P5). Guarded by the buffer's lock.
 */
final class AdmissionClock {

    /** Number of requests that share a read of the clock while they queue behind others. */
    private static final int STRIDE = 16;

    private final Timers timers;
    /** Whether a drain is running, and when it took its last message. */
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
     * Time for a request. While a drain is running, the time of its last message, which is late by at most one message
     * or batching delay. Requests queued without a future share a time; those with a future read the clock, since they
     * report their latency.
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
