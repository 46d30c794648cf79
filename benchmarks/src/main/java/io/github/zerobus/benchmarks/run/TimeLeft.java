package io.github.zerobus.benchmarks.run;

import java.util.function.LongSupplier;

/**
 * Estimates how long a run still takes: what is planned, at the pace of what is finished. Not thread-safe for writers;
 * other threads may read.
 */
final class TimeLeft {

    private static final double NANOS = 1e9;
    /** Seconds for which the plan counts as exact, so that the first few seconds of a run do not set the pace. */
    private static final double TRUSTED = 60;

    private final double planned;
    private final LongSupplier clock;
    private final long start;
    private volatile double finished;
    private volatile double pace = 1;
    private volatile long since;

    /**
     * Starts the time.
     *
     * @param planned seconds of the whole run
     * @param clock in nanoseconds
     */
    TimeLeft(double planned, LongSupplier clock) {
        this.planned = planned;
        this.clock = clock;
        this.start = clock.getAsLong();
        this.since = start;
    }

    /** Sets the planned seconds of everything that is finished. */
    void finishedUpTo(double seconds) {
        finished = Math.min(planned, seconds);
        since = clock.getAsLong();
        pace = (TRUSTED + (since - start) / NANOS) / (TRUSTED + finished);
    }

    double finished() {
        return finished;
    }

    /** Seconds that are left; 0 if the current step takes longer than everything that was left before it. */
    double seconds() {
        double sinceThen = (clock.getAsLong() - since) / NANOS;
        return Math.max(0, (planned - finished) * pace - sinceThen);
    }

    /** In minutes, rounded up, or in seconds for the last one. */
    String text() {
        long seconds = (long) Math.ceil(seconds());
        return seconds > 60 ? (seconds + 59) / 60 + " min left" : seconds + " s left";
    }
}
