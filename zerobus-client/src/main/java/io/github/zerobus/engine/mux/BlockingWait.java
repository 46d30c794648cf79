package io.github.zerobus.engine.mux;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.StreamInterruptedException;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.buffer.Ended;
import io.github.zerobus.engine.session.Failures;
import io.github.zerobus.engine.time.Timers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * A caller's wait with a deadline that starts at construction. The only place that translates interrupts, time-outs and
 * failures of futures. Used by one thread.
 */
final class BlockingWait {

    private final Timers timers;
    private final long limit;
    private final long start;

    BlockingWait(Timers timers, Duration limit) {
        this(timers, Timers.nanos(limit));
    }

    private BlockingWait(Timers timers, long limit) {
        this.timers = timers;
        this.limit = limit;
        this.start = timers.nanoTime();
    }

    /** A wait for a future that is known to end. */
    static BlockingWait unlimited(Timers timers) {
        return new BlockingWait(timers, Timers.FOREVER_NANOS);
    }

    Duration elapsed() {
        return Duration.ofNanos(timers.nanoTime() - start);
    }

    /** Whether the deadline has passed. */
    boolean isOver() {
        return timers.nanoTime() - start >= limit;
    }

    /**
     * Waits until the future has completed, normally or exceptionally; returns false at the deadline.
     *
     * @param interrupted message of the exception for an interrupt
     * @throws StreamInterruptedException if the thread is interrupted; its flag is set again
     */
    boolean isDone(CompletableFuture<?> future, String interrupted) {
        return isDone(future, limit, interrupted);
    }

    /** As {@link #isDone(CompletableFuture, String)}, but at most until this time after the start. */
    boolean isDone(CompletableFuture<?> future, long nanosFromStart, String interrupted) {
        long left = Math.min(limit, nanosFromStart) - elapsed().toNanos();
        try {
            timers.await(future, Math.max(0, left));
            return true;
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw EngineAccess.streamInterrupted(interrupted, e);
        }
    }

    /** The result of a completed future; throws its failure, which is the caller's own where the stream has ended. */
    static <T> T result(CompletableFuture<T> done) {
        try {
            return done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Ended ended) {
                throw ended.exception();
            }
            throw e.getCause() instanceof ZerobusException failure
                    ? failure
                    : Failures.transientFailure("waiting failed", e.getCause());
        }
    }
}
