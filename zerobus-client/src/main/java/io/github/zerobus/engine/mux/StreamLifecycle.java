package io.github.zerobus.engine.mux;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.zerobus.EngineAccess;
import io.github.zerobus.Startup;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamState;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.session.Failures;
import io.github.zerobus.engine.session.StreamContext;
import io.github.zerobus.engine.session.SubStream;
import io.github.zerobus.engine.time.SerialExecutor;
import io.github.zerobus.engine.time.Timers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opening, poison and close of a whole stream, as chains of steps that are driven by sub-streams and timers. Nothing
 * here blocks. Poison and close share the same steps: close admission, drain, end the calls, seal. Thread-safe.
 */
public final class StreamLifecycle {

    private static final Logger log = LoggerFactory.getLogger(StreamLifecycle.class);

    private final StreamContext context;
    private final List<SubStream> subStreams;
    /** Callbacks of the whole stream, in order. */
    private final SerialExecutor callbacks;

    private final ReentrantLock lock = new ReentrantLock();
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> sealed = new CompletableFuture<>();
    private final AtomicBoolean ending = new AtomicBoolean();
    private final AtomicBoolean closeNotified = new AtomicBoolean();
    private volatile StreamState state = StreamState.OPENING;

    @GuardedBy("lock")
    private boolean started;

    private volatile @Nullable Poison poison;
    private volatile @Nullable StreamOpenException openFailure;

    public StreamLifecycle(StreamContext context, List<SubStream> subStreams, SerialExecutor callbacks) {
        this.context = context;
        this.subStreams = subStreams;
        this.callbacks = callbacks;
    }

    /** The first cause. */
    private record Poison(int subStream, ZerobusException cause) {}

    public StreamState state() {
        return state;
    }

    /** Completes when the stream is open, fails if it will not be. */
    CompletableFuture<Void> opened() {
        return opened;
    }

    /** A copy of {@link #opened()} for the application, whose actions run on the callback queue. */
    public CompletableFuture<Void> openedForCallbacks() {
        CompletableFuture<Void> copy = new CompletableFuture<>();
        then(opened, () -> callbacks.execute(() -> copy(opened, copy)));
        return copy;
    }

    private static void copy(CompletableFuture<Void> done, CompletableFuture<Void> to) {
        try {
            to.complete(done.join());
        } catch (CompletionException e) {
            to.completeExceptionally(e.getCause() == null ? e : e.getCause());
        }
    }

    /** Completes when nothing of the stream changes any more. */
    CompletableFuture<Void> sealed() {
        return sealed;
    }

    // Opening.

    /** Starts the opening; does nothing if it was started before. */
    public void open() {
        lock.lock();
        try {
            if (started || state != StreamState.OPENING) {
                return;
            }
            started = true;
        } finally {
            lock.unlock();
        }
        Duration jitter =
                subStreams.size() == 1 ? Duration.ZERO : context.options().openJitter();
        for (SubStream subStream : subStreams) {
            then(
                    subStream.failed(),
                    () -> subStreamFailed(subStream, subStream.failed().join()));
            subStream.open(Duration.ofNanos((long) (context.random().nextDouble() * Timers.nanos(jitter))));
        }
        CompletableFuture<?>[] settled = subStreams.stream()
                .map(subStream -> subStream.opened().handle((done, failure) -> failure))
                .toArray(CompletableFuture<?>[]::new);
        Timers.Timer limit = limitOpening();
        then(CompletableFuture.allOf(settled), () -> {
            limit.cancel();
            openingSettled();
        });
    }

    private Timers.Timer limitOpening() {
        if (context.options().startup() == Startup.BACKGROUND) {
            return () -> {};
        }
        return context.timers().schedule(Timers.nanos(context.options().startupTimeout()), this::openingSettled);
    }

    /** Called when all sub-streams have opened or failed, or the time is up. */
    private void openingSettled() {
        for (SubStream subStream : subStreams) {
            if (!subStream.opened().isDone() || subStream.failed().isDone()) {
                openingFailed(subStream, subStream.failed().getNow(notInTime(subStream)));
                return;
            }
        }
        if (changeState(StreamState.OPENING, StreamState.OPEN)) {
            opened.complete(null);
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
        ZerobusException reason = subStream.transportReason();
        String message = "not open within startup-timeout, " + context.options().startupTimeout()
                + (reason == null ? "" : "; last failure: " + reason.getMessage());
        return Failures.timeout(message, reason);
    }

    private void openingFailed(SubStream subStream, ZerobusException cause) {
        String message = context.where() + "cannot open, sub-stream " + subStream.index() + " tried "
                + subStream.attempts() + " times: " + cause.getMessage();
        StreamOpenException failure =
                EngineAccess.openFailure(message, context.table(), context.columns(), subStream.attempts(), cause);
        if (context.options().startup() == Startup.BACKGROUND) {
            opened.completeExceptionally(failure);
            return;
        }
        openFailure = failure;
        if (changeState(StreamState.OPENING, StreamState.CLOSED)) {
            end(0);
        }
    }

    // Poison.

    /** Poisons the stream, unless it is still opening and a caller waits for that: then the opening fails. */
    private void subStreamFailed(SubStream subStream, ZerobusException cause) {
        boolean wasOpen = opened.isDone() && !opened.isCompletedExceptionally();
        if (wasOpen || context.options().startup() == Startup.BACKGROUND) {
            poison(subStream.index(), cause);
        }
    }

    private void poison(int subStream, ZerobusException cause) {
        if (!isFirst(subStream, cause)) {
            log.warn(
                    "{}ended permanently after the stream had ended: {}", context.where(subStream), cause.getMessage());
            return;
        }
        callbacks.signal();
        log.error(
                "{}ended permanently and poisons the stream; fetch the unacked records. {}",
                context.where(subStream),
                cause.getMessage());
        opened.completeExceptionally(endReason());
        end(Timers.nanos(context.options().poisonDrainTimeout()));
    }

    /** Stores the first cause and adds later ones to it as suppressed. A closing stream can still be poisoned. */
    private boolean isFirst(int subStream, ZerobusException cause) {
        lock.lock();
        try {
            Poison first = poison;
            if (first == null && !sealed.isDone()) {
                poison = new Poison(subStream, cause);
                setState(StreamState.POISONED);
                return true;
            }
            if (first != null && first.cause() != cause) {
                first.cause().addSuppressed(cause);
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    public StreamPoisonedException poisonException() {
        Poison first = poison;
        return first == null
                ? null
                : EngineAccess.streamPoisoned(
                        context.where() + "poisoned by sub-stream "
                                + first.subStream() + ": " + first.cause().getMessage()
                                + ". It accepts no more records; fetch unackedBatches() and ingest them into a new stream",
                        first.subStream(),
                        first.cause());
    }

    /** Why the stream accepts no more records; a new exception each time. */
    ZerobusException endReason() {
        ZerobusException poisoned = poisonException();
        if (poisoned != null) {
            return poisoned;
        }
        String message = context.where() + "closed";
        return EngineAccess.streamClosed(
                openFailure == null ? message : message + " because it could not open", openFailure);
    }

    // The end, for poison and close alike.

    /**
     * Closes the stream; it is sealed after the drain time or earlier. If it is already ending, the shorter of the two
     * times applies.
     */
    void close(Duration drainTimeout) {
        long drainNanos = Timers.nanos(drainTimeout);
        boolean first = changeState(StreamState.OPENING, StreamState.CLOSED)
                || changeState(StreamState.OPEN, StreamState.CLOSED);
        if (first) {
            opened.completeExceptionally(endReason());
            end(drainNanos);
        } else if (!sealed.isDone()) {
            context.timers().schedule(drainNanos, this::endCalls);
        }
    }

    /** Notifies the listener, once, that the stream is closed and sealed, poisoned or not. */
    void closed() {
        if (closeNotified.compareAndSet(false, true)) {
            callbacks.enqueue(context.listener()::onClose);
            callbacks.signal();
        }
    }

    /** Called again if the stream is poisoned while it closes: the reason changes, and the shorter time applies. */
    private void end(long drainNanos) {
        subStreams.forEach(subStream -> subStream.closeAdmission(this::endReason));
        context.timers().schedule(drainNanos, this::endCalls);
        CompletableFuture<?>[] drained =
                subStreams.stream().map(SubStream::drained).toArray(CompletableFuture<?>[]::new);
        then(CompletableFuture.allOf(drained), this::endCalls);
    }

    private void endCalls() {
        if (ending.compareAndSet(false, true)) {
            CompletableFuture<?>[] ended =
                    subStreams.stream().map(SubStream::end).toArray(CompletableFuture<?>[]::new);
            then(CompletableFuture.allOf(ended), this::seal);
        }
    }

    private void seal() {
        subStreams.forEach(subStream -> subStream.seal(this::endReason));
        StreamOpenException failure = openFailure;
        if (failure != null) {
            // Before the seal, after which the threads that notify the application end.
            opened.completeExceptionally(failure);
        }
        sealed.complete(null);
    }

    /** Runs a step when a future completes, normally or exceptionally. */
    @SuppressWarnings("FutureReturnValueIgnored") // the step logs its own failure
    private static void then(CompletableFuture<?> future, Runnable step) {
        future.whenComplete((done, failure) -> {
            try {
                step.run();
            } catch (RuntimeException e) {
                log.error("A step of a stream's life cycle failed", e);
            }
        });
    }

    private boolean changeState(StreamState from, StreamState to) {
        boolean changed;
        lock.lock();
        try {
            changed = state == from;
            if (changed) {
                setState(to);
            }
        } finally {
            lock.unlock();
        }
        if (changed) {
            callbacks.signal();
        }
        return changed;
    }

    /** Enqueues under the lock, so that the listener is notified in order; the caller signals without the lock. */
    @GuardedBy("lock")
    private void setState(StreamState next) {
        state = next;
        callbacks.enqueue(() -> {
            context.listener().onStateChange(next);
            if (next == StreamState.POISONED) {
                context.listener().onPoison(Objects.requireNonNull(poisonException()));
            }
        });
    }
}
