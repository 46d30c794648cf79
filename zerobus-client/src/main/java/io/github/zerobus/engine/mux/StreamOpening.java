package io.github.zerobus.engine.mux;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.ErrorKind;
import io.github.zerobus.Startup;
import io.github.zerobus.StreamState;
import io.github.zerobus.engine.session.StreamContext;
import io.github.zerobus.engine.time.BlockingGuard;
import io.github.zerobus.engine.time.Timers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** The opening of a stream as its callers see it: some wait for the whole of it, an ingest no longer than it may. */
public final class StreamOpening {

    private final StreamContext context;
    private final StreamLifecycle lifecycle;
    private final StreamEnd end;

    public StreamOpening(StreamContext context, StreamLifecycle lifecycle, StreamEnd end) {
        this.context = context;
        this.lifecycle = lifecycle;
        this.end = end;
    }

    /** Opens the stream and waits. An interrupt closes it: whoever opens a stream is the one to use it. */
    public void open() {
        if (lifecycle.state() == StreamState.OPEN) {
            return;
        }
        BlockingGuard.check(context.where(), "open");
        CompletableFuture<Void> opened = lifecycle.opened();
        if (hasEnded() && opened.isDone() && !opened.isCompletedExceptionally()) {
            // It was open before the call. One that is poisoned as soon as it is open has opened all the same.
            throw lifecycle.endReason();
        }
        lifecycle.open();
        try {
            await(Timers.FOREVER_NANOS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("seventy years have passed", e);
        } catch (InterruptedException e) {
            end.abandonOpening();
            Thread.currentThread().interrupt();
            throw EngineAccess.streamInterrupted(context.where() + "interrupted while opening; it is closed", e);
        }
    }

    /** Whether records can be taken now; starts the opening if nobody has. Never waits. */
    public boolean isReady() {
        if (lifecycle.state() == StreamState.OPEN) {
            return true;
        }
        if (hasEnded()) {
            throw lifecycle.endReason();
        }
        lifecycle.open();
        return context.options().startup() == Startup.BACKGROUND || lifecycle.state() == StreamState.OPEN;
    }

    /** Waits for the opening on behalf of an ingest, which is one of many: its interrupt or time-out closes nothing. */
    public void awaitReady(Duration limit) {
        BlockingGuard.check(context.where(), "an ingest while the stream opens");
        try {
            await(Timers.nanos(limit));
        } catch (TimeoutException e) {
            throw EngineAccess.failure(
                    ErrorKind.TIMEOUT,
                    true,
                    null,
                    context.where() + "not open after " + limit
                            + ", which is as long as an ingest may wait (max-block)."
                            + " Nothing was admitted; try again later, or set startup to background",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw EngineAccess.streamInterrupted(
                    context.where() + "interrupted while waiting for the opening; nothing was admitted", e);
        }
    }

    private void await(long nanos) throws InterruptedException, TimeoutException {
        try {
            context.timers().await(lifecycle.opened(), nanos);
        } catch (ExecutionException e) {
            if (lifecycle.state() == StreamState.CLOSED) {
                end.abandonOpening();
            }
            throw DurableWait.failure(e);
        }
    }

    private boolean hasEnded() {
        StreamState state = lifecycle.state();
        return state == StreamState.POISONED || state == StreamState.CLOSED;
    }
}
