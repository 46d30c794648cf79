package io.github.zerobus.stream;

import java.time.Duration;

/**
 * Notices a server that acks nothing, or reads nothing: runs only while something is pending, and only durable progress sets it
 * back (protocol 3.6). Acks come far more often than it ends, so it is moved lazily, when it goes off.
 */
final class SilenceTimer {

    private final LoopTimer timer;
    private final Timers timers;
    private final long limit;
    private final Runnable onSilence;
    private long since;

    SilenceTimer(Timers timers, LoopTimer timer, Duration limit, Runnable onSilence) {
        this.timers = timers;
        this.timer = timer;
        this.limit = limit.toNanos();
        this.onSilence = onSilence;
    }

    /** Something waits for its ack, or for the server to read it; starts the time if it does not run. */
    void pending() {
        if (!timer.isRunning()) {
            since = timers.nanoTime();
            timer.startNanos(limit, this::check);
        }
    }

    /** Durable progress: the time starts anew, or stops if nothing is pending. */
    void progressed(boolean isPending) {
        since = timers.nanoTime();
        if (!isPending) {
            timer.stop();
        }
    }

    void stop() {
        timer.stop();
    }

    private void check() {
        long left = limit - (timers.nanoTime() - since);
        if (left > 0) {
            timer.startNanos(left, this::check);
        } else {
            onSilence.run();
        }
    }
}
