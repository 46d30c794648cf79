package io.github.zerobus.engine.mux;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.Startup;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamState;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.session.Failures;
import io.github.zerobus.engine.session.Notifications;
import io.github.zerobus.engine.session.StreamContext;
import io.github.zerobus.engine.session.SubStream;
import io.github.zerobus.engine.time.SerialExecutor;
import io.github.zerobus.engine.time.Timers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opening, poison and close of a whole stream, as chains of steps that are driven by sub-streams and timers. Nothing
 * here blocks. Thread-safe.
 */
public final class StreamLifecycle {

    private static final Logger log = LoggerFactory.getLogger(StreamLifecycle.class);

    private final StreamContext context;
    private final List<SubStream> subStreams;
    private final Notifications listeners;
    /** Completes the futures of the application's openings. */
    private final SerialExecutor callbacks;

    private final Steps steps;
    private final Generation life;
    private final StreamEnding ending;

    public StreamLifecycle(
            StreamContext context,
            List<SubStream> subStreams,
            Notifications listeners,
            SerialExecutor callbacks,
            StreamResources resources) {
        this.context = context;
        this.listeners = listeners;
        this.subStreams = subStreams;
        this.callbacks = callbacks;
        this.steps = new Steps(context.timers(), context.where());
        this.life = new Generation(context, this::enqueueStateChange);
        this.ending = new StreamEnding(subStreams, listeners, resources, steps, life);
    }

    /** Runs under a lock, so that the listener is notified in order; the caller signals without the lock. */
    private void enqueueStateChange(StreamState next) {
        listeners.enqueue(listener -> {
            listener.onStateChange(next);
            if (next == StreamState.POISONED) {
                listener.onPoison(Objects.requireNonNull(poisonException()));
            }
        });
    }

    public StreamState state() {
        return life.state();
    }

    @Nullable
    public StreamPoisonedException poisonException() {
        return life.poisonException();
    }

    /** Why the stream accepts no more records; a new exception each time. */
    ZerobusException endReason() {
        return life.endReason();
    }

    /** Completes when the stream is open, fails if it will not be. */
    CompletableFuture<Void> opened() {
        return life.opened();
    }

    /** Completes when nothing of the stream changes any more. */
    CompletableFuture<Void> sealed() {
        return life.sealed();
    }

    // Opening.

    /** Starts the opening if needed, and returns a future whose actions run on the callback queue. */
    public CompletableFuture<Void> openAsync() {
        open();
        if (hasEnded()) {
            return CompletableFuture.failedFuture(openingResult());
        }
        CompletableFuture<Void> copy = new CompletableFuture<>();
        steps.then(opened(), () -> callbacks.execute(() -> copy(opened(), copy)));
        return copy;
    }

    private ZerobusException openingResult() {
        try {
            BlockingWait.result(opened());
            return endReason();
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

    /** Whether the stream is closed or poisoned, and its opening is decided. */
    boolean hasEnded() {
        return (state() == StreamState.POISONED || state() == StreamState.CLOSED) && opened().isDone();
    }

    /** Starts the opening; does nothing if it was started before. */
    public void open() {
        if (!life.start()) {
            return;
        }
        Duration jitter =
                subStreams.size() == 1 ? Duration.ZERO : context.options().openJitter();
        for (SubStream subStream : subStreams) {
            steps.then(
                    subStream.failed(),
                    () -> subStreamFailed(subStream, subStream.failed().join()));
            subStream.open(Duration.ofNanos((long) (context.random().nextDouble() * Timers.nanos(jitter))));
        }
        CompletableFuture<?>[] settled = subStreams.stream()
                .map(subStream -> subStream.opened().handle((done, failure) -> failure))
                .toArray(CompletableFuture<?>[]::new);
        Timers.Timer limit = limitOpening();
        steps.then(CompletableFuture.allOf(settled), () -> {
            limit.cancel();
            openingSettled();
        });
    }

    private Timers.Timer limitOpening() {
        if (context.options().startup() == Startup.BACKGROUND) {
            return () -> {};
        }
        return steps.after(Timers.nanos(context.options().startupTimeout()), this::openingSettled);
    }

    /** Called when all sub-streams have opened or failed, or the time is up. */
    void openingSettled() {
        for (SubStream subStream : subStreams) {
            if (!subStream.opened().isDone() || subStream.failed().isDone()) {
                openingFailed(subStream, subStream.failed().getNow(notInTime(subStream)));
                return;
            }
        }
        if (change(StreamState.OPENING, StreamState.OPEN)) {
            opened().complete(null);
            poisonIfSubStreamFailed();
        }
    }

    /** Handles a sub-stream that failed after it was checked and before the state changed. */
    private void poisonIfSubStreamFailed() {
        for (SubStream subStream : subStreams) {
            if (subStream.failed().isDone()) {
                poison(subStream.index(), subStream.failed().join());
            }
        }
    }

    /** A time-out does not explain itself, so the message contains the last failure. */
    private ZerobusException notInTime(SubStream subStream) {
        ZerobusException reason = subStream.lastFailure();
        String message = "not open within startup-timeout, " + context.options().startupTimeout()
                + (reason == null ? "" : "; last failure: " + reason.getMessage());
        return reason == null ? Failures.timeout(message, null) : Failures.because(reason, message);
    }

    private void openingFailed(SubStream subStream, ZerobusException cause) {
        String message = context.where() + "cannot open, sub-stream " + subStream.index() + " tried "
                + subStream.attempts() + " times: " + cause.getMessage();
        StreamOpenException failure =
                EngineAccess.openFailure(message, context.table(), context.columns(), subStream.attempts(), cause);
        if (context.options().startup() == Startup.BACKGROUND) {
            opened().completeExceptionally(failure);
            return;
        }
        if (state() == StreamState.OPENING) {
            life.cannotOpen(failure);
        }
        if (change(StreamState.OPENING, StreamState.CLOSED)) {
            ending.start(0);
        }
    }

    // Poison.

    /** Poisons the stream, unless it is still opening and a caller waits for that: then the opening fails. */
    private void subStreamFailed(SubStream subStream, ZerobusException cause) {
        boolean wasOpen = opened().isDone() && !opened().isCompletedExceptionally();
        if (wasOpen || context.options().startup() == Startup.BACKGROUND) {
            poison(subStream.index(), cause);
        }
    }

    private void poison(int subStream, ZerobusException cause) {
        if (life.poison(subStream, cause)) {
            listeners.signal();
            log.error(
                    "{}ended permanently and poisons the stream; fetch the unacked records. {}",
                    context.where(subStream),
                    cause.getMessage());
        } else if (ending.hasStarted()) {
            log.warn(
                    "{}ended permanently after the stream had ended: {}", context.where(subStream), cause.getMessage());
            return;
        }
        opened().completeExceptionally(endReason());
        ending.start(Timers.nanos(context.options().poisonDrainTimeout()));
    }

    // The end, for poison and close alike.

    /**
     * Closes the stream; it is sealed after the drain time or earlier. If it is already ending, the shorter of the two
     * times applies.
     */
    void close(Duration drainTimeout) {
        long drainNanos = Timers.nanos(drainTimeout);
        boolean first = change(StreamState.OPENING, StreamState.CLOSED) || change(StreamState.OPEN, StreamState.CLOSED);
        if (first) {
            opened().completeExceptionally(endReason());
            ending.start(drainNanos);
        } else if (!sealed().isDone()) {
            ending.limitDrain(drainNanos);
        }
    }

    /** The steps of the end, for threads that wait for it. */
    StreamEnding ending() {
        return ending;
    }

    private boolean change(StreamState from, StreamState to) {
        boolean changed = life.change(from, to);
        if (changed) {
            listeners.signal();
        }
        return changed;
    }
}
