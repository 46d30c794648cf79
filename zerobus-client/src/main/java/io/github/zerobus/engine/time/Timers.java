package io.github.zerobus.engine.time;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Clock and scheduler of a stream: the only source of time and the only place to block in the engine, so that tests can
 * replace it. Thread-safe.
 */
public interface Timers extends AutoCloseable {

    /** 73 years: no limit in practice, and far from an overflow when added to a time. */
    long FOREVER_NANOS = Long.MAX_VALUE / 4;

    /** A time limit in nanoseconds: {@link #FOREVER_NANOS} for limits that are too long, 0 for negative ones. */
    static long nanos(Duration limit) {
        if (limit.isNegative()) {
            return 0;
        }
        return limit.toSeconds() >= FOREVER_NANOS / 1_000_000_000 ? FOREVER_NANOS : limit.toNanos();
    }

    /** As {@link System#nanoTime()}. */
    long nanoTime();

    /** Runs a short, non-blocking task after a delay. */
    Timer schedule(long delayNanos, Runnable task);

    /** Blocks until a future is done; as {@link Future#get(long, TimeUnit)}. */
    default <T extends @Nullable Object> T await(Future<T> future, long nanos)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(nanos, TimeUnit.NANOSECONDS);
    }

    /** Drops all scheduled tasks and ends the thread, if there is one. */
    @Override
    void close();

    /** A scheduled task. */
    interface Timer {

        /** Prevents the task from running, unless it is already running. */
        void cancel();
    }
}
