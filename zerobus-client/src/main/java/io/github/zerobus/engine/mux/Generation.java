package io.github.zerobus.engine.mux;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.zerobus.EngineAccess;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamState;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.session.StreamContext;
import io.github.zerobus.engine.time.Timers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What happens once between the opening or reopening of a stream and its seal: the state, the first cause of its end,
 * and the futures that others wait for. The buffers of the sub-streams are not part of it and outlive it. Thread-safe.
 */
final class Generation {

    private final StreamContext context;
    /** Notified of each state, in order, with the lock held. */
    private final Consumer<StreamState> changes;

    private final ReentrantLock lock = new ReentrantLock();
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> sealed = new CompletableFuture<>();
    private volatile StreamState state;
    /** Time at which the drain ends at the latest. */
    private final AtomicLong drainEndsAt = new AtomicLong();

    @GuardedBy("lock")
    private boolean started;

    /** Why an earlier generation was poisoned; valid until this one is open. */
    private final @Nullable Poison earlier;

    private volatile @Nullable Poison poison;
    private volatile @Nullable StreamOpenException openFailure;

    /** Creates the first generation of a stream. */
    Generation(StreamContext context, Consumer<StreamState> changes) {
        this(context, changes, StreamState.OPENING, null);
    }

    private Generation(
            StreamContext context, Consumer<StreamState> changes, StreamState state, @Nullable Poison earlier) {
        this.context = context;
        this.changes = changes;
        this.state = state;
        this.earlier = earlier;
        drainEndsAt.set(context.timers().nanoTime() + Timers.FOREVER_NANOS);
    }

    /** The first cause. */
    private record Poison(int subStream, ZerobusException cause) {}

    /** Creates the next generation of a poisoned stream, which is reopening. */
    Generation next() {
        Generation next = new Generation(context, changes, StreamState.REOPENING, poison != null ? poison : earlier);
        changes.accept(StreamState.REOPENING);
        return next;
    }

    StreamState state() {
        return state;
    }

    /** Completes when the stream is open, fails if it will not be. */
    CompletableFuture<Void> opened() {
        return opened;
    }

    /** Completes when nothing of the stream changes any more. */
    CompletableFuture<Void> sealed() {
        return sealed;
    }

    /** Whether the caller is the first to start the opening. */
    boolean start() {
        lock.lock();
        try {
            boolean first = !started && state == StreamState.OPENING;
            started |= first;
            return first;
        } finally {
            lock.unlock();
        }
    }

    boolean change(StreamState from, StreamState to) {
        lock.lock();
        try {
            boolean changed = state == from;
            if (changed) {
                set(to);
            }
            return changed;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void set(StreamState next) {
        state = next;
        changes.accept(next);
    }

    /** Limits the drain from now on; a shorter limit than an earlier one replaces it. */
    void limitDrain(long nanos) {
        long at = context.timers().nanoTime() + nanos;
        drainEndsAt.accumulateAndGet(at, (earlier, later) -> later - earlier < 0 ? later : earlier);
    }

    long drainNanosLeft() {
        return Math.max(0, drainEndsAt.get() - context.timers().nanoTime());
    }

    // Reasons.

    /** Stores why the stream could not open. The waiting callers get it before the seal, see {@link #failOpening}. */
    void cannotOpen(StreamOpenException failure) {
        openFailure = failure;
    }

    /** Fails the opening with its own reason, if it has one. */
    void failOpening() {
        StreamOpenException failure = openFailure;
        if (failure != null) {
            opened.completeExceptionally(failure);
        }
    }

    /**
     * Poisons the stream, unless it is sealed. Later causes are added to the first one as suppressed. A closing stream
     * can still be poisoned.
     *
     * @return whether this is the first cause
     */
    boolean poison(int subStream, ZerobusException cause) {
        lock.lock();
        try {
            Poison first = poison;
            if (first == null && !sealed.isDone()) {
                poison = new Poison(subStream, cause);
                set(StreamState.POISONED);
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
    StreamPoisonedException poisonException() {
        Poison first = poison;
        if (first == null && (state == StreamState.REOPENING || state == StreamState.POISONED)) {
            first = earlier;
        }
        return first == null
                ? null
                : EngineAccess.streamPoisoned(
                        context.where() + "poisoned by sub-stream "
                                + first.subStream() + ": " + first.cause().getMessage()
                                + advice(),
                        first.subStream(),
                        first.cause());
    }

    private String advice() {
        return state == StreamState.REOPENING
                ? ". It is reopening, and accepts records again after that"
                : ". It accepts no more records; call reopen() after the cause is resolved, or fetch unackedBatches()";
    }

    /** Index of the sub-stream that poisoned an earlier generation, and why. */
    int poisonedBy() {
        return earlier == null ? 0 : earlier.subStream();
    }

    @Nullable
    ZerobusException earlierCause() {
        return earlier == null ? null : earlier.cause();
    }

    /** Why the stream accepts no more records; a new exception each time. */
    ZerobusException endReason() {
        ZerobusException poisoned = poisonException();
        if (poisoned != null) {
            return poisoned;
        }
        String message = context.where() + "closed";
        if (openFailure == null && earlier != null) {
            return EngineAccess.streamClosed(message + " while it was poisoned", earlier.cause());
        }
        return EngineAccess.streamClosed(
                openFailure == null ? message : message + " because it could not open", openFailure);
    }
}
