package io.github.zerobus.benchmarks.work;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** One thread's loop over readings, and the CPU that this thread alone spends. */
final class ProducerCpu {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int STRIDE = 64;

    private final Reading[] readings = Reading.some();
    private long cpuNanos;

    /** The work for each reading. */
    @FunctionalInterface
    interface Use {

        void of(Reading reading) throws Exception;
    }

    /** Returns the number of readings. */
    long run(double seconds, Use use) throws Exception {
        long deadline = System.nanoTime() + (long) (seconds * 1e9);
        long start = THREADS.getCurrentThreadCpuTime();
        long count = 0;
        do {
            for (int i = 0; i < STRIDE; i++) {
                use.of(readings[i]);
            }
            count += STRIDE;
        } while (System.nanoTime() < deadline);
        cpuNanos = THREADS.getCurrentThreadCpuTime() - start;
        return count;
    }

    /** CPU of the last run. */
    long cpuNanos() {
        return cpuNanos;
    }
}
