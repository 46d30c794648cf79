package io.github.zerobus.engine.session;

import io.github.zerobus.engine.time.LoopTimer;
import io.github.zerobus.engine.time.Timers;
import java.time.Duration;

/**
 * Notices a server that acks nothing, or reads nothing: only durable progress sets it back, and it means nothing while
 * nothing is pending (protocol 3.6). Acks come far more often than it ends, so the timer is left alone until it goes off
 * and then moved or dropped: to set it anew for each record would wake its thread each time (benchmark P9).
 */
final class SilenceTimer {

    private final LoopTimer timer;
    private final Timers timers;
    private final long limit;
    private final Runnable onSilence;
    private boolean pending;
    private long since;

    SilenceTimer(Timers timers, LoopTimer timer, Duration limit, Runnable onSilence) {
        this.timers = timers;
        this.timer = timer;
        this.limit = Timers.nanos(limit);
        this.onSilence = onSilence;
    }

    /** Something waits for its ack, or for the server to read it; the time starts unless it runs. */
    void pending() {
        if (!pending) {
            pending = true;
            since = timers.nanoTime();
        }
        if (!timer.isRunning()) {
            timer.startNanos(limit, this::check);
        }
    }

    /** Durable progress: the time starts anew, or stops if nothing is pending. */
    void progressed(boolean isPending) {
        pending = isPending;
        since = timers.nanoTime();
    }

    void stop() {
        pending = false;
        timer.stop();
    }

    private void check() {
        if (pending) {
            long left = limit - (timers.nanoTime() - since);
            if (left > 0) {
                timer.startNanos(left, this::check);
            } else {
                onSilence.run();
            }
        }
    }
}
