package io.github.zerobus.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Measures the age of tokens by two clocks: the monotonic one, which stands still on Linux while a machine sleeps, and
 * the wall clock, which can be set back.
 *
 * @param nanoTime the monotonic clock
 * @param wall the wall clock
 */
record TokenClock(LongSupplier nanoTime, InstantSource wall) {

    private static final Duration YEAR = Duration.ofDays(365);

    static TokenClock system() {
        return new TokenClock(System::nanoTime, InstantSource.system());
    }

    /** A point in time. */
    record Mark(long nanos, Instant at) {}

    Mark mark() {
        return new Mark(nanoTime.getAsLong(), wall.instant());
    }

    /** Returns the nanoseconds since a point in time, by the clock that shows more. */
    long since(Mark start) {
        Duration byWall = Duration.between(start.at(), wall.instant());
        long monotonic = nanoTime.getAsLong() - start.nanos();
        return byWall.isNegative() ? monotonic : Math.max(monotonic, nanos(byWall));
    }

    /** Limits a duration to a year, so that sums of nanoseconds do not overflow. */
    static long nanos(Duration time) {
        return (time.compareTo(YEAR) > 0 ? YEAR : time).toNanos();
    }
}
