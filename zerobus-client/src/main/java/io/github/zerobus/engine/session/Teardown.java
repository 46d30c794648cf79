package io.github.zerobus.engine.session;

import io.github.zerobus.engine.time.LoopTimer;
import io.github.zerobus.engine.wire.GrpcConnection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Takes leave of a connection in good order: half-closes it and keeps reading for a short while, so that the server sees
 * no reset and late acks still count (protocol 1.4). What follows waits until the old call has closed or the time is up:
 * a resend must not begin while acks for the same records may come. Owned by the serial executor.
 */
final class Teardown {

    private static final Duration LATE_ACKS = Duration.ofMillis(500);

    private final LoopTimer limit;
    private @Nullable GrpcConnection leaving;
    private @Nullable Runnable next;

    Teardown(LoopTimer limit) {
        this.limit = limit;
    }

    /** Takes leave of a connection; the next step follows exactly once. */
    void start(GrpcConnection connection, Runnable step) {
        leaving = connection;
        next = step;
        limit.start(LATE_ACKS, this::timeUp);
        connection.halfClose();
    }

    /** Runs a step after the leave that is under way, in place of what was to follow; at once if there is none. */
    void afterwards(Runnable step) {
        if (leaving == null) {
            step.run();
        } else {
            next = step;
        }
    }

    boolean isRunning() {
        return leaving != null;
    }

    boolean isOf(GrpcConnection connection) {
        return leaving == connection;
    }

    /** The connection has closed. */
    void closed() {
        limit.stop();
        leaving = null;
        Runnable step = next;
        next = null;
        if (step != null) {
            step.run();
        }
    }

    private void timeUp() {
        if (leaving != null) {
            leaving.cancel("half-closed and no answer", null);
        }
        closed();
    }
}
