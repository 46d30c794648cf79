package io.github.zerobus.engine.mux;

import io.github.zerobus.Startup;
import io.github.zerobus.StreamInterruptedException;
import io.github.zerobus.StreamState;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.session.Failures;
import io.github.zerobus.engine.session.StreamContext;
import io.github.zerobus.engine.time.BlockingGuard;
import io.github.zerobus.engine.time.SerialExecutor;
import io.github.zerobus.engine.time.Timers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * The callers' side of a stream's opening and reopening: open waits for all of it, an ingest for a limited time.
 * Thread-safe.
 */
public final class StreamOpening {

    /** How much longer than the startup timeout a caller waits for the engine to decide. */
    private static final long MARGIN_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final StreamContext context;
    private final StreamLifecycle lifecycle;
    private final StreamEnd end;
    /** Completes the futures of the application's openings. */
    private final SerialExecutor callbacks;

    public StreamOpening(StreamContext context, StreamLifecycle lifecycle, StreamEnd end, SerialExecutor callbacks) {
        this.context = context;
        this.lifecycle = lifecycle;
        this.end = end;
        this.callbacks = callbacks;
    }

    /**
     * Opens the stream and waits. An interrupt closes the stream, since the interrupted caller is the one to use it.
     */
    public void open() {
        if (lifecycle.state() == StreamState.OPEN) {
            return;
        }
        if (lifecycle.state() == StreamState.REOPENING) {
            reopen();
            return;
        }
        BlockingGuard.check(context.where(), "open");
        CompletableFuture<Void> opened = lifecycle.whenOpen();
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

    /** Starts the opening if needed, and returns a future whose actions run on the callback queue. */
    public CompletableFuture<Void> openAsync() {
        lifecycle.open();
        if (lifecycle.hasEnded()) {
            return CompletableFuture.failedFuture(openingResult());
        }
        CompletableFuture<Void> opened = lifecycle.whenOpen();
        CompletableFuture<Void> copy = new CompletableFuture<>();
        new Steps(context.timers(), context.where()).then(opened, () -> callbacks.execute(() -> copy(opened, copy)));
        return copy;
    }

    private ZerobusException openingResult() {
        try {
            BlockingWait.result(lifecycle.whenOpen());
            return lifecycle.endReason();
        } catch (ZerobusException e) {
            return e;
        }
    }

    private static void copy(CompletableFuture<Void> done, CompletableFuture<Void> to) {
        try {
            to.complete(done.join());
        } catch (CompletionException e) {
            to.completeExceptionally(e.getCause() == null ? e : e.getCause());
        }
    }

    /**
     * Reopens a poisoned stream and waits. An interrupt or the time limit end the wait only; a reopening that is under
     * way continues.
     */
    public void reopen() {
        BlockingGuard.check(context.where(), "reopen");
        if (lifecycle.state() == StreamState.OPENING) {
            open();
            return;
        }
        if (lifecycle.state() == StreamState.POISONED) {
            end.awaitSeal();
        }
        CompletableFuture<Void> opened = lifecycle.reopen();
        if (!openingWait().isDone(opened, context.where() + "interrupted while reopening, which continues")) {
            throw Failures.timeout(
                    context.where() + "not open after " + context.options().startupTimeout()
                            + " (startup-timeout); the reopening continues, call reopen() again to wait for it",
                    null);
        }
        BlockingWait.result(opened);
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
        StreamState state = lifecycle.state();
        return state == StreamState.OPEN
                || (state == StreamState.OPENING && context.options().startup() == Startup.BACKGROUND);
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
        CompletableFuture<Void> opened = lifecycle.whenOpen();
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
