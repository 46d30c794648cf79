package io.github.zerobus.engine.mux;

import io.github.zerobus.Startup;
import io.github.zerobus.StreamInterruptedException;
import io.github.zerobus.StreamState;
import io.github.zerobus.engine.session.Failures;
import io.github.zerobus.engine.session.StreamContext;
import io.github.zerobus.engine.time.BlockingGuard;
import io.github.zerobus.engine.time.Timers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The blocking side of a stream's opening: open waits for all of it, an ingest for a limited time. Thread-safe. */
public final class StreamOpening {

    /** How much longer than the startup timeout a caller waits for the engine to decide. */
    private static final long MARGIN_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final StreamContext context;
    private final StreamLifecycle lifecycle;
    private final StreamEnd end;

    public StreamOpening(StreamContext context, StreamLifecycle lifecycle, StreamEnd end) {
        this.context = context;
        this.lifecycle = lifecycle;
        this.end = end;
    }

    /**
     * Opens the stream and waits. An interrupt closes the stream, since the interrupted caller is the one to use it.
     */
    public void open() {
        if (lifecycle.state() == StreamState.OPEN) {
            return;
        }
        BlockingGuard.check(context.where(), "open");
        CompletableFuture<Void> opened = lifecycle.opened();
        if (lifecycle.hasEnded() && !opened.isCompletedExceptionally()) {
            // It was open before the call. A stream that is poisoned as soon as it is open has opened nevertheless.
            throw lifecycle.endReason();
        }
        lifecycle.open();
        try {
            if (!awaitOpened(openingWait(), "interrupted while opening; it is closed")) {
                // Neither the timer nor a sub-stream decided in time.
                lifecycle.openingSettled();
                end.abandonOpening();
                BlockingWait.result(opened);
            }
        } catch (StreamInterruptedException e) {
            end.abandonOpening();
            throw e;
        }
    }

    private BlockingWait openingWait() {
        return context.options().startup() == Startup.BACKGROUND
                ? BlockingWait.unlimited(context.timers())
                : new BlockingWait(
                        context.timers(),
                        Duration.ofNanos(Timers.nanos(context.options().startupTimeout()) + MARGIN_NANOS));
    }

    /** Whether requests are accepted now. Starts the opening if it was not started before. Never waits. */
    boolean isReady() {
        if (lifecycle.state() == StreamState.OPEN) {
            return true;
        }
        if (hasEnded()) {
            throw lifecycle.endReason();
        }
        lifecycle.open();
        return context.options().startup() == Startup.BACKGROUND || lifecycle.state() == StreamState.OPEN;
    }

    /** Waits for the opening on behalf of an ingest. Other callers may wait too, so an interrupt closes nothing. */
    void awaitReady(Duration limit) {
        BlockingGuard.check(context.where(), "an ingest while the stream opens");
        BlockingWait wait = new BlockingWait(context.timers(), limit);
        if (!awaitOpened(wait, "interrupted while waiting for the opening; nothing was admitted")) {
            throw Failures.timeout(
                    context.where() + "not open after " + limit
                            + ", the longest time that an ingest may wait (max-block)."
                            + " Nothing was admitted; try again later, or set startup to background",
                    null);
        }
    }

    private boolean awaitOpened(BlockingWait wait, String interrupted) {
        CompletableFuture<Void> opened = lifecycle.opened();
        if (!wait.isDone(opened, context.where() + interrupted)) {
            return false;
        }
        if (opened.isCompletedExceptionally() && lifecycle.state() == StreamState.CLOSED) {
            end.abandonOpening();
        }
        BlockingWait.result(opened);
        return true;
    }

    private boolean hasEnded() {
        StreamState state = lifecycle.state();
        return state == StreamState.POISONED || state == StreamState.CLOSED;
    }
}
