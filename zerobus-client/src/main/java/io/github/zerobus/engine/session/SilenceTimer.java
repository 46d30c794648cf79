package io.github.zerobus.engine.session;

import io.github.zerobus.engine.time.LoopTimer;
import io.github.zerobus.engine.time.Timers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Detects a server that does not ack, or does not read. Runs while something is pending, and only durable progress
 * restarts it (docs/protocol.md#3.6). Acks are far more frequent than expiries, so an ack only stores the time, and the
 * timer is rescheduled or dropped when it fires: rescheduling for each record would wake its thread each time
 * (benchmark P9). Owned by the serial executor.
 */
final class SilenceTimer {

    /**
     * A check that is this late finds a process that was stopped, or starved: acks may wait in the socket, and the loop
     * gets as much time to read them.
     */
    private static final long LATE = TimeUnit.SECONDS.toNanos(1);

    private final LoopTimer timer;
    private final Timers timers;
    private final long limit;
    private final Runnable onSilence;
    private boolean pending;
    private long since;
    /** Whether acks that arrived while this process was stopped had time to be read. */
    private boolean graceGiven;

    SilenceTimer(Timers timers, LoopTimer timer, Duration limit, Runnable onSilence) {
        this.timers = timers;
        this.timer = timer;
        this.limit = Timers.nanos(limit);
        this.onSilence = onSilence;
    }

    /** Starts the time, unless it runs: a request waits for its ack, or for the server to read it. */
    void pending() {
        if (!pending) {
            pending = true;
            since = timers.nanoTime();
        }
        if (!timer.isRunning()) {
            timer.startNanos(limit, this::check);
        }
    }

    /** Durable progress: restarts the time, or stops it if nothing is pending. */
    void progressed(boolean isPending) {
        pending = isPending;
        graceGiven = false;
        since = timers.nanoTime();
    }

    void stop() {
        pending = false;
        graceGiven = false;
        timer.stop();
    }

    private void check() {
        if (pending) {
            long left = limit - (timers.nanoTime() - since);
            if (left > 0) {
                timer.startNanos(left, this::check);
            } else if (-left > LATE && !graceGiven) {
                graceGiven = true;
                timer.startNanos(LATE, this::check);
            } else {
                onSilence.run();
            }
        }
    }
}
