package io.github.zerobus.benchmarks.work;

import io.github.zerobus.benchmarks.process.Arguments;
import java.util.Arrays;

/** Collects the durations of all calls. Not thread-safe. */
final class Times {

    private long[] nanos = new long[1 << 16];
    private int count;

    void add(long value) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = value;
    }

    int count() {
        return count;
    }

    Arguments figures() {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return Arguments.none()
                .with(Metric.P50_MICROS.name(), quantile(sorted, 0.5))
                .with(Metric.P99_MICROS.name(), quantile(sorted, 0.99))
                .with(Metric.MAX_MICROS.name(), quantile(sorted, 1));
    }

    private static double quantile(long[] sorted, double share) {
        int index = (int) Math.ceil(share * sorted.length) - 1;
        return sorted[Math.max(0, index)] / 1e3;
    }
}
