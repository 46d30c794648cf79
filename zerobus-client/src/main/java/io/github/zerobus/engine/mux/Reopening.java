package io.github.zerobus.engine.mux;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.zerobus.FailureOptions;
import io.github.zerobus.Startup;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.StreamState;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.session.StreamContext;
import io.github.zerobus.engine.session.SubStream;
import io.github.zerobus.engine.time.Timers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a generation after another one was poisoned: attempts with backoff, until all sub-streams are open. Nothing is
 * sent before that, so an attempt that fails half-way leaves what is unacked as it was. Thread-safe.
 */
final class Reopening {

    private static final Logger log = LoggerFactory.getLogger(Reopening.class);

    private final StreamContext context;
    private final FailureOptions options;
    private final List<SubStream> subStreams;
    private final Steps steps;
    private final Outcome outcome;
    private final ReentrantLock lock = new ReentrantLock();

    /** Attempts since the last durable progress. */
    @GuardedBy("lock")
    private int tries;

    /** Requests that were durable when the last generation opened. */
    @GuardedBy("lock")
    private long durableAtOpening;

    @GuardedBy("lock")
    private Timers.@Nullable Timer wait;

    private volatile long nextTryAt;
    private final AtomicInteger generation = new AtomicInteger(1);
    private final AtomicLong replayedRecords = new AtomicLong();

    Reopening(StreamContext context, List<SubStream> subStreams, Steps steps, Outcome outcome) {
        this.context = context;
        this.options = context.options().failures();
        this.subStreams = subStreams;
        this.steps = steps;
        this.outcome = outcome;
    }

    /** Receives the outcome of attempts. */
    interface Outcome {

        /** All sub-streams are open. */
        void reopened(Generation life);

        /** An attempt that the application started has failed, and none follows. */
        void reopeningFailed(Generation life, StreamOpenException failure);

        /** A sub-stream ended permanently after all were open. */
        void subStreamFailed(Generation life, SubStream subStream, ZerobusException cause);
    }

    /** Starts attempts, the first one after a wait, until one succeeds. */
    void startAutomatic(Generation life, ZerobusException cause) {
        lock.lock();
        try {
            if (durable() > durableAtOpening) {
                tries = 0;
            }
            schedule(life, cause);
        } finally {
            lock.unlock();
        }
    }

    /** Makes one attempt now, which ends after the startup timeout. */
    void startOnce(Generation life) {
        Attempt attempt = attempt(life, false);
        if (attempt != null) {
            if (context.options().startup() != Startup.BACKGROUND) {
                Timers.Timer limit = steps.after(Timers.nanos(context.options().startupTimeout()), attempt::timedOut);
                steps.then(life.opened(), limit::cancel);
            }
            attempt.open();
        }
    }

    /** Makes the attempt now that waits for its time. */
    void tryNow(Generation life) {
        boolean waiting;
        lock.lock();
        try {
            waiting = wait != null;
            stopWait();
        } finally {
            lock.unlock();
        }
        if (waiting) {
            attemptAutomatic(life);
        }
    }

    /** Makes no more attempts. The state must have changed before. */
    void cancel() {
        lock.lock();
        try {
            stopWait();
        } finally {
            lock.unlock();
        }
    }

    /** Time until the next attempt; null if none waits for its time. */
    @Nullable
    Duration nextTry() {
        long at = nextTryAt;
        return at == 0
                ? null
                : Duration.ofNanos(Math.max(0, at - context.timers().nanoTime()));
    }

    /**
     * All sub-streams are open. Remembers what is durable, to recognize progress later.
     *
     * @param unackedRecords records to send again
     * @return the number of the generation
     */
    int opened(long unackedRecords) {
        lock.lock();
        try {
            durableAtOpening = durable();
        } finally {
            lock.unlock();
        }
        replayedRecords.addAndGet(unackedRecords);
        return generation.incrementAndGet();
    }

    int generation() {
        return generation.get();
    }

    long replayedRecords() {
        return replayedRecords.get();
    }

    private long durable() {
        return subStreams.stream()
                .mapToLong(subStream -> subStream.snapshot().ackedRequests())
                .sum();
    }

    @GuardedBy("lock")
    private void schedule(Generation life, ZerobusException cause) {
        if (life.state() != StreamState.REOPENING) {
            return;
        }
        long delay = delayNanos(cause);
        tries++;
        log.info(
                "{}reopens in {} ms, attempt {} since the last durable record",
                context.where(),
                delay / 1_000_000,
                tries);
        nextTryAt = context.timers().nanoTime() + delay;
        wait = steps.after(delay, () -> attemptAutomatic(life));
    }

    /** A wait is at least half of its step. What an operator has to resolve is tried at the longest step. */
    @GuardedBy("lock")
    private long delayNanos(ZerobusException cause) {
        long max = Timers.nanos(options.reopenMaxBackoff());
        long first = Timers.nanos(options.reopenBackoff());
        boolean doubles = !needsOperator(cause) && tries < Long.numberOfLeadingZeros(first) - 1;
        long step = doubles ? Math.min(max, first << tries) : max;
        return step / 2 + (long) (context.random().nextDouble() * (step - step / 2));
    }

    private static boolean needsOperator(ZerobusException cause) {
        return switch (cause.kind()) {
            case PERMISSION, CONFIGURATION, NOT_FOUND, AUTHENTICATION -> true;
            default -> false;
        };
    }

    private void attemptAutomatic(Generation life) {
        Attempt attempt = attempt(life, true);
        if (attempt != null) {
            attempt.open();
        }
    }

    private @Nullable Attempt attempt(Generation life, boolean automatic) {
        lock.lock();
        try {
            stopWait();
            if (life.state() != StreamState.REOPENING) {
                return null;
            }
            // New sessions under the lock: a close that comes later ends these.
            subStreams.forEach(SubStream::renew);
            return new Attempt(life, automatic);
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void stopWait() {
        Timers.Timer timer = wait;
        if (timer != null) {
            timer.cancel();
        }
        wait = null;
        nextTryAt = 0;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the next attempt detaches what has not ended
    private void failed(Attempt attempt, SubStream subStream, ZerobusException cause) {
        log.warn("{}cannot be reopened: {}", context.where(subStream.index()), cause.getMessage());
        if (!attempt.automatic) {
            StreamOpenException failure = new OpeningFailures(context).failure("cannot be reopened", subStream, cause);
            outcome.reopeningFailed(attempt.life, failure);
            return;
        }
        subStreams.forEach(SubStream::end);
        lock.lock();
        try {
            schedule(attempt.life, cause);
        } finally {
            lock.unlock();
        }
    }

    /** One attempt. */
    private final class Attempt {

        private final Generation life;
        private final boolean automatic;
        private final ReentrantLock deciding = new ReentrantLock();

        @GuardedBy("deciding")
        private boolean decided;

        Attempt(Generation life, boolean automatic) {
            this.life = life;
            this.automatic = automatic;
        }

        void open() {
            for (SubStream subStream : subStreams) {
                CompletableFuture<ZerobusException> failure = subStream.failed();
                steps.then(failure, () -> subStreamFailed(subStream, failure.join()));
            }
            ZerobusException cause = life.earlierCause();
            if (cause != null && needsOperator(cause)) {
                // One sub-stream shows whether the cause is resolved, at the price of one connection.
                SubStream probe = subStreams.get(life.poisonedBy());
                open(List.of(probe), () -> open(without(probe), this::succeeded));
            } else {
                open(subStreams, this::succeeded);
            }
        }

        private List<SubStream> without(SubStream opened) {
            return subStreams.stream().filter(other -> other != opened).toList();
        }

        private void open(List<SubStream> group, Runnable next) {
            CompletableFuture<?>[] opened =
                    group.stream().map(SubStream::opened).toArray(CompletableFuture<?>[]::new);
            long jitter = group.size() == 1 ? 0 : Timers.nanos(context.options().openJitter());
            group.forEach(subStream ->
                    subStream.open(Duration.ofNanos((long) (context.random().nextDouble() * jitter))));
            CompletableFuture<Void> all = CompletableFuture.allOf(opened);
            steps.then(all, () -> {
                if (!all.isCompletedExceptionally()) {
                    next.run();
                }
            });
        }

        private void succeeded() {
            if (decide()) {
                outcome.reopened(life);
            }
        }

        private void subStreamFailed(SubStream subStream, ZerobusException cause) {
            if (decide()) {
                failed(this, subStream, cause);
            } else {
                outcome.subStreamFailed(life, subStream, cause);
            }
        }

        private void timedOut() {
            for (SubStream subStream : subStreams) {
                if (!subStream.opened().isDone() && decide()) {
                    failed(this, subStream, new OpeningFailures(context).notInTime(subStream));
                }
            }
        }

        private boolean decide() {
            deciding.lock();
            try {
                boolean first = !decided;
                decided = true;
                return first;
            } finally {
                deciding.unlock();
            }
        }
    }
}
