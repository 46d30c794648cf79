package io.github.zerobus.engine.time;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Clock and scheduler of a stream: the only source of time and the only place to wait in the engine, so that tests can put another in its place. */
public interface Timers extends AutoCloseable {

    /** Seventy years: for ever, and yet far enough from overflow when added to a time. */
    long FOREVER_NANOS = Long.MAX_VALUE / 4;

    /** A time limit in nanoseconds. Limits that are too long to be counted so are for ever; negative ones are over. */
    static long nanos(Duration limit) {
        if (limit.isNegative()) {
            return 0;
        }
        return limit.toSeconds() >= FOREVER_NANOS / 1_000_000_000 ? FOREVER_NANOS : limit.toNanos();
    }

    /** As {@link System#nanoTime()}. */
    long nanoTime();

    /** Runs a short task that never blocks after a delay. */
    Timer schedule(long delayNanos, Runnable task);

    /** Waits for a future, on a thread that may wait; as {@link Future#get(long, TimeUnit)}. */
    default <T extends @Nullable Object> T await(Future<T> future, long nanos)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(nanos, TimeUnit.NANOSECONDS);
    }

    /** Waits for a future that is known to end, whatever the thread is told meanwhile. */
    default void awaitEnd(CompletableFuture<?> future) {
        future.join();
    }

    /** Drops all that is scheduled; ends the thread behind it, if there is one. */
    @Override
    void close();

    /** A task that is scheduled. */
    interface Timer {

        /** Keeps the task from running, unless it runs already. */
        void cancel();
    }
}
