package io.github.zerobus.engine.mux;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.zerobus.ErrorKind;
import io.github.zerobus.OnPoison;
import io.github.zerobus.Startup;
import io.github.zerobus.StreamListener;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamState;
import io.github.zerobus.UnackedBatch;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.session.Notifications;
import io.github.zerobus.engine.session.StreamContext;
import io.github.zerobus.engine.session.SubStream;
import io.github.zerobus.engine.time.Timers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opening, poison, reopening and close of a whole stream, as chains of steps that are driven by sub-streams and timers.
 * Nothing here blocks. Thread-safe.
 */
public final class StreamLifecycle implements FirstOpening.Outcome, Reopening.Outcome {

    private static final Logger log = LoggerFactory.getLogger(StreamLifecycle.class);

    private final StreamContext context;
    private final List<SubStream> subStreams;
    private final Notifications listeners;

    private final StreamResources resources;
    private final Steps steps;
    private final StoreOpening store;
    private final FirstOpening opening;
    private final Reopening reopening;

    /** Held where one generation follows another, or the application closes the stream. */
    private final ReentrantLock turn = new ReentrantLock();

    private volatile Generation life;
    private volatile StreamEnding ending;

    @GuardedBy("turn")
    private boolean closed;

    @GuardedBy("turn")
    private boolean closeNotified;

    public StreamLifecycle(
            StreamContext context, List<SubStream> subStreams, Notifications listeners, StreamResources resources) {
        this.context = context;
        this.listeners = listeners;
        this.subStreams = subStreams;
        this.steps = new Steps(context.timers(), context.where());
        this.resources = resources;
        this.store = new StoreOpening(context, subStreams, steps);
        this.opening = new FirstOpening(context, subStreams, steps, this);
        this.reopening = new Reopening(context, subStreams, steps, this);
        this.life = new Generation(context, this::enqueueStateChange);
        this.ending = endingOf(life);
    }

    private StreamEnding endingOf(Generation ended) {
        return new StreamEnding(subStreams, steps, ended, store.executor(), () -> seal(ended));
    }

    /** Runs under a lock, so that the listener is notified in order; the caller signals without the lock. */
    private void enqueueStateChange(StreamState next) {
        StreamPoisonedException poison = next == StreamState.POISONED ? poisonException() : null;
        listeners.enqueue(listener -> {
            listener.onStateChange(next);
            if (poison != null) {
                listener.onPoison(poison);
            }
        });
    }

    public StreamState state() {
        return life.state();
    }

    public int generation() {
        return reopening.generation();
    }

    public long replayedRecords() {
        return reopening.replayedRecords();
    }

    /** Time until the next attempt to reopen; null if none waits for its time. */
    public @Nullable Duration nextTry() {
        return reopening.nextTry();
    }

    @Nullable
    public StreamPoisonedException poisonException() {
        return life.poisonException();
    }

    ZerobusException endReason() {
        return life.endReason();
    }

    /** Completes when the stream is open, fails if it will not be. */
    CompletableFuture<Void> whenOpen() {
        return life.opened();
    }

    /** Completes when nothing of the stream changes any more. */
    CompletableFuture<Void> sealed() {
        return life.sealed();
    }

    // Opening.

    /** Whether the stream is closed or poisoned, and its opening is decided. */
    boolean hasEnded() {
        return (state() == StreamState.POISONED || state() == StreamState.CLOSED)
                && whenOpen().isDone();
    }

    /** Starts the opening; does nothing if it was started before. */
    public void open() {
        Generation first = life;
        if (first.start()) {
            for (SubStream subStream : subStreams) {
                CompletableFuture<ZerobusException> failure = subStream.failed();
                steps.then(failure, () -> subStreamFailed(first, subStream, failure.join()));
            }
            store.open(opening::start, this::openingFailed);
        }
    }

    void openingSettled() {
        opening.settle();
    }

    @Override
    public void opened() {
        Generation first = life;
        if (change(StreamState.OPENING, StreamState.OPEN)) {
            first.opened().complete(null);
            store.replay();
            poisonIfSubStreamFailed(first);
        }
    }

    @Override
    public void openingFailed(StreamOpenException failure) {
        Generation first = life;
        // A store that cannot be opened ends the stream in each mode: nothing would be admitted.
        if (context.options().startup() == Startup.BACKGROUND && failure.kind() != ErrorKind.STORAGE) {
            first.opened().completeExceptionally(failure);
            return;
        }
        if (first.state() == StreamState.OPENING) {
            first.cannotOpen(failure);
        }
        if (change(StreamState.OPENING, StreamState.CLOSED)) {
            end(ending, 0);
        }
    }

    /** Handles a sub-stream that failed after it was checked and before the state changed. */
    private void poisonIfSubStreamFailed(Generation of) {
        for (SubStream subStream : subStreams) {
            if (subStream.failed().isDone()) {
                poison(of, subStream.index(), subStream.failed().join());
            }
        }
    }

    // Poison.

    /** Poisons the stream, unless it is still opening and a caller waits for that: then the opening fails. */
    @Override
    public void subStreamFailed(Generation of, SubStream subStream, ZerobusException cause) {
        boolean wasOpen = of.opened().isDone() && !of.opened().isCompletedExceptionally();
        if (wasOpen || context.options().startup() == Startup.BACKGROUND) {
            poison(of, subStream.index(), cause);
        }
    }

    private void poison(Generation of, int subStream, ZerobusException cause) {
        if (of != life) {
            log.debug("{}ended permanently after its generation had ended", context.where(subStream), cause);
            return;
        }
        if (of.poison(subStream, cause)) {
            listeners.signal();
            logPoison(subStream, cause);
        } else if (ending.hasStarted()) {
            log.warn(
                    "{}ended permanently after the stream had ended: {}", context.where(subStream), cause.getMessage());
            return;
        }
        of.opened().completeExceptionally(of.endReason());
        Generation next = nextAutomatic(of);
        long drainNanos = Timers.nanos(context.options().poisonDrainTimeout());
        if (next == null) {
            end(ending, drainNanos);
        } else {
            listeners.signal();
            retire(of, next, cause, drainNanos);
        }
    }

    private void logPoison(int subStream, ZerobusException cause) {
        log.error(
                "{}ended permanently and poisons the stream{}. {}",
                context.where(subStream),
                context.options().failures().onPoison() == OnPoison.REOPEN
                        ? ", which reopens automatically"
                        : "; fetch the unacked records, or reopen it",
                cause.getMessage());
    }

    /** The generation that follows a poisoned one automatically; null if the stream halts or closes. */
    private @Nullable Generation nextAutomatic(Generation of) {
        if (context.options().failures().onPoison() != OnPoison.REOPEN) {
            return null;
        }
        turn.lock();
        try {
            return closed || of != life ? null : next(of);
        } finally {
            turn.unlock();
        }
    }

    @GuardedBy("turn")
    private Generation next(Generation of) {
        subStreams.forEach(SubStream::suspendAdmission);
        Generation next = of.next();
        ending = endingOf(next);
        life = next;
        return next;
    }

    /** Ends a poisoned generation without a seal: futures stay attached, and what is unacked stays in the buffers. */
    private void retire(Generation of, Generation next, ZerobusException cause, long drainNanos) {
        Runnable lastStep = () -> {
            of.sealed().complete(null);
            reopening.startAutomatic(next, cause);
        };
        new StreamEnding(subStreams, steps, of, Runnable::run, lastStep).start(drainNanos);
    }

    // Reopening.

    /**
     * Reopens a poisoned stream that is sealed, or makes a waiting attempt now.
     *
     * @return completes when the stream is open; fails if it will not be
     */
    CompletableFuture<Void> reopen() {
        Generation of;
        Generation next = null;
        turn.lock();
        try {
            of = life;
            if (of.state() == StreamState.POISONED && !closed && of.sealed().isDone()) {
                next = next(of);
            }
        } finally {
            turn.unlock();
        }
        if (next != null) {
            listeners.signal();
            reopening.startOnce(next);
            return next.opened();
        }
        if (of.state() == StreamState.REOPENING) {
            reopening.tryNow(of);
        }
        return of.state() == StreamState.REOPENING || of.state() == StreamState.OPEN
                ? of.opened()
                : CompletableFuture.failedFuture(of.endReason());
    }

    @Override
    public void reopened(Generation of) {
        long records = subStreams.stream().mapToLong(SubStream::unackedRecords).sum();
        if (!of.change(StreamState.REOPENING, StreamState.OPEN)) {
            return;
        }
        int generation = reopening.opened(records);
        listeners.signal();
        log.info(
                "{}is open again, generation {}; sends {} unacked records first", context.where(), generation, records);
        subStreams.forEach(SubStream::release);
        of.opened().complete(null);
        store.replay();
        poisonIfSubStreamFailed(of);
    }

    /** The stream is poisoned as before, with what was unacked before. */
    @Override
    public void reopeningFailed(Generation of, StreamOpenException failure) {
        of.cannotOpen(failure);
        if (of.change(StreamState.REOPENING, StreamState.POISONED)) {
            listeners.signal();
            end(ending, 0);
        }
    }

    // The end, for poison and close alike.

    private void end(StreamEnding started, long drainNanos) {
        subStreams.forEach(subStream -> subStream.closeAdmission(this::endReason));
        started.start(drainNanos);
    }

    /**
     * Closes the stream; it is sealed after the drain time or earlier. If it is already ending, the shorter of the two
     * times applies.
     */
    void close(Duration drainTimeout) {
        long drainNanos = Timers.nanos(drainTimeout);
        turn.lock();
        try {
            closed = true;
        } finally {
            turn.unlock();
        }
        boolean open = change(StreamState.OPENING, StreamState.CLOSED) || change(StreamState.OPEN, StreamState.CLOSED);
        boolean reopens = !open && change(StreamState.REOPENING, StreamState.CLOSED);
        if (open || reopens) {
            reopening.cancel();
            whenOpen().completeExceptionally(endReason());
            end(ending, reopens ? 0 : drainNanos);
        } else if (!sealed().isDone()) {
            ending.limitDrain(drainNanos);
        }
    }

    /** Ends all waits: what is unacked stays unacked. */
    private void seal(Generation ended) {
        if (ended.state() == StreamState.CLOSED && store.leftoversAreTaken()) {
            subStreams.forEach(SubStream::sealAndHandOver);
        } else {
            store.keep();
            subStreams.forEach(subStream -> subStream.seal(ended::endReason));
        }
        // Before the resources are freed, after which the threads that notify the application end.
        ended.failOpening();
        if (ended.state() == StreamState.CLOSED) {
            finish();
        }
        ended.sealed().complete(null);
    }

    /** The last step, once, after the seal: notifies the listener and frees the resources. No caller has to wait. */
    void finish() {
        if (state() == StreamState.POISONED && store.leftoversAreTaken()) {
            takeUnacked();
        }
        turn.lock();
        try {
            if (!closeNotified) {
                listeners.send(StreamListener::onClose);
                closeNotified = true;
            }
            resources.free();
        } finally {
            turn.unlock();
        }
    }

    /** Forgets what is unacked, and returns it; only after the seal. */
    List<UnackedBatch> takeUnacked() {
        turn.lock();
        try {
            return subStreams.stream()
                    .flatMap(subStream -> subStream.handOver().stream())
                    .toList();
        } finally {
            turn.unlock();
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
