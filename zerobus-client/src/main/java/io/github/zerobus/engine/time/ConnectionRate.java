package io.github.zerobus.engine.time;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits how many connection attempts a process starts in a second, over all streams. All of them lose their
 * connections at the same moment when a service restarts, and backoff alone would let them return together. A burst is
 * free, so the start of a few streams does not wait. Thread-safe.
 */
public final class ConnectionRate {

    /** The limit of this process, on the clock of {@link System#nanoTime()}. */
    public static final ConnectionRate OF_PROCESS = new ConnectionRate();

    private static final int BURST = 256;
    private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(10);

    /** Time before which the attempts of the past used up the rate. */
    private final AtomicLong usedUntil = new AtomicLong(Long.MIN_VALUE);

    /** Reserves one attempt, and returns after how many nanoseconds it may start. */
    public long reserve(long now) {
        long free = now - BURST * INTERVAL;
        return Math.max(0, usedUntil.updateAndGet(used -> Math.max(used, free) + INTERVAL) - now);
    }
}
