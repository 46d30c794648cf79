package io.github.zerobus.engine.mux;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.GrpcCode;
import io.github.zerobus.MessageId;
import io.github.zerobus.Startup;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamState;
import io.github.zerobus.UnackedBatch;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.buffer.AckFuture;
import io.github.zerobus.engine.session.StreamContext;
import io.github.zerobus.engine.session.SubStream;
import io.github.zerobus.engine.time.SerialExecutor;
import io.github.zerobus.engine.time.Timers;
import io.github.zerobus.engine.wire.GrpcStatusClassifier;
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
 * Opening, poison and close of a whole stream, as chains of steps that are driven by the sub-streams and by timers;
 * nothing here waits. The end is the same for poison and close: admission closed, drained, calls ended, sealed.
 */
public final class StreamLifecycle {

    private static final Logger log = LoggerFactory.getLogger(StreamLifecycle.class);

    private final StreamContext context;
    private final List<SubStream> subStreams;
    private final SerialExecutor events;
    private final ReentrantLock lock = new ReentrantLock();
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> sealed = new CompletableFuture<>();
    private final AtomicBoolean ending = new AtomicBoolean();
    private final AtomicBoolean closeTold = new AtomicBoolean();
    private volatile StreamState state = StreamState.OPENING;
    /** Guarded by the lock. */
    private boolean started;

    private volatile @Nullable Poison poison;
    private volatile @Nullable StreamOpenException openFailure;

    public StreamLifecycle(StreamContext context, List<SubStream> subStreams, SerialExecutor events) {
        this.context = context;
        this.subStreams = subStreams;
        this.events = events;
    }

    /** The first cause, kept for ever. */
    private record Poison(int subStream, ZerobusException cause) {}

    public StreamState state() {
        return state;
    }

    /** Completed when the stream is open, failed when it will not be. */
    CompletableFuture<Void> opened() {
        return opened;
    }

    /** {@link #opened()} for the application, whose actions run on the callback queue. */
    public CompletableFuture<Void> openedForCallbacks() {
        CompletableFuture<Void> told = new CompletableFuture<>();
        then(opened, () -> events.execute(() -> copy(opened, told)));
        return told;
    }

    private static void copy(CompletableFuture<Void> done, CompletableFuture<Void> told) {
        try {
            told.complete(done.join());
        } catch (CompletionException e) {
            told.completeExceptionally(e.getCause() == null ? e : e.getCause());
        }
    }

    /** Completed when nothing of the stream will change any more. */
    CompletableFuture<Void> sealed() {
        return sealed;
    }

    // Opening.

    /** Starts the opening, once. */
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

    /** All have opened or failed, or the time is up. */
    private void openingSettled() {
        for (SubStream subStream : subStreams) {
            if (!subStream.opened().isDone() || subStream.failed().isDone()) {
                openingFailed(subStream, subStream.failed().getNow(notInTime(subStream)));
                return;
            }
        }
        if (changeState(StreamState.OPENING, StreamState.OPEN)) {
            opened.complete(null);
            poisonByTheFailed();
        }
    }

    /** One that failed after the look at it and before the stream was open was left to the opening. */
    private void poisonByTheFailed() {
        for (SubStream subStream : subStreams) {
            if (subStream.failed().isDone()) {
                poison(subStream.index(), subStream.failed().join());
            }
        }
    }

    /** Running out of time says little itself, so the last trouble on the way is told along with it. */
    private ZerobusException notInTime(SubStream subStream) {
        ZerobusException reason = subStream.tries().transportReason();
        String message = "not open within startup-timeout, " + context.options().startupTimeout()
                + (reason == null ? "" : "; last: " + reason.getMessage());
        return GrpcStatusClassifier.failure(GrpcCode.DEADLINE_EXCEEDED, message, reason);
    }

    private void openingFailed(SubStream subStream, ZerobusException cause) {
        String message = context.where() + "cannot open, sub-stream " + subStream.index() + " tried "
                + subStream.tries().attempts() + " times: " + cause.getMessage();
        StreamOpenException failure = EngineAccess.openFailure(
                message, context.table(), context.columns(), subStream.tries().attempts(), cause);
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

    /** Poison, unless somebody waits for the opening: then it is that which fails. */
    private void subStreamFailed(SubStream subStream, ZerobusException cause) {
        boolean wasOpen = opened.isDone() && !opened.isCompletedExceptionally();
        if (wasOpen || context.options().startup() == Startup.BACKGROUND) {
            poison(subStream.index(), cause);
        }
    }

    private void poison(int subStream, ZerobusException cause) {
        if (!isFirst(subStream, cause)) {
            log.warn("{}ended for good after the stream had: {}", context.where(subStream), cause.getMessage());
            return;
        }
        events.signal();
        log.error(
                "{}ended for good and poisons the stream; fetch what is unacked. {}",
                context.where(subStream),
                cause.getMessage());
        opened.completeExceptionally(endReason());
        end(Timers.nanos(context.options().poisonDrainTimeout()));
    }

    /** Keeps the first cause; later ones are suppressed by it. A stream that is closing can still be poisoned. */
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
                                + ". Nothing more is taken; fetch unackedBatches() and ingest them into a new stream",
                        first.subStream(),
                        first.cause());
    }

    /** Why the stream takes nothing more; a new exception each time. */
    ZerobusException endReason() {
        ZerobusException poisoned = poisonException();
        if (poisoned != null) {
            return poisoned;
        }
        String message = context.where() + "closed";
        return EngineAccess.streamClosed(
                openFailure == null ? message : message + ", since it could not open", openFailure);
    }

    // The end, for poison and close alike.

    /**
     * Closes the stream; sealed after the drain time or earlier. One that is ending already ends sooner if the time is
     * shorter than what is left of its own.
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

    /** When it is closed and sealed, poisoned or not; tells it once. */
    void closed() {
        if (closeTold.compareAndSet(false, true)) {
            events.enqueue(context.listener()::onClose);
            events.signal();
        }
    }

    /** Called a second time when poison comes while the stream is closing: the reason changes, the shorter time holds. */
    private void end(long drainNanos) {
        subStreams.forEach(subStream -> subStream.buffer().closeAdmission(this::endReason));
        context.timers().schedule(drainNanos, this::endCalls);
        CompletableFuture<?>[] drained = subStreams.stream()
                .map(subStream -> CompletableFuture.anyOf(subStream.buffer().watchAll(), subStream.failed()))
                .toArray(CompletableFuture<?>[]::new);
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
        for (SubStream subStream : subStreams) {
            List<AckFuture> left = subStream.buffer().seal(this::endReason);
            subStream.events().fail(left, this::endReason);
            List<MessageId> unacked =
                    subStream.buffer().unacked().stream().map(UnackedBatch::id).toList();
            if (!unacked.isEmpty()) {
                subStream.events().unacked(unacked, endReason());
            }
        }
        StreamOpenException failure = openFailure;
        if (failure != null) {
            // Before the seal, behind which the threads go that are to tell the application.
            opened.completeExceptionally(failure);
        }
        sealed.complete(null);
    }

    /** Takes a step when a future ends, well or not. */
    @SuppressWarnings("FutureReturnValueIgnored") // the step reports its own failure
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
            events.signal();
        }
        return changed;
    }

    /** With the lock held, so that the listener hears of changes in their order; signalled without it. */
    private void setState(StreamState next) {
        state = next;
        events.enqueue(() -> {
            context.listener().onStateChange(next);
            if (next == StreamState.POISONED) {
                context.listener().onPoison(Objects.requireNonNull(poisonException()));
            }
        });
    }
}
