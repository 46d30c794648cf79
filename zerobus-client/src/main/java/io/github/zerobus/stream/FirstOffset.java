package io.github.zerobus.stream;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The first logical offset of a stream. It grows with the time at which the stream is built, so that an id from before
 * a restart never names a request of the restarted application: milliseconds since 2026 in the upper 40 of 58 bits, and
 * 18 bits for each millisecond, which is more than a sub-stream can admit in that time.
 */
final class FirstOffset {

    private static final long EPOCH_MILLIS =
            Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final int MILLIS_BITS = 40;
    private static final int REQUEST_BITS = 18;

    /** One for all streams of the process, so that no two of them start in the same millisecond. */
    static final FirstOffset OF_PROCESS = new FirstOffset(Clock.systemUTC());

    private final Clock clock;
    private final AtomicLong last = new AtomicLong();

    FirstOffset(Clock clock) {
        this.clock = clock;
    }

    long next() {
        long millis = Math.max(1, clock.millis() - EPOCH_MILLIS) & ((1L << MILLIS_BITS) - 1);
        return last.updateAndGet(previous -> Math.max(previous + 1, millis)) << REQUEST_BITS;
    }
}
