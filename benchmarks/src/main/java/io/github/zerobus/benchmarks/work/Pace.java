package io.github.zerobus.benchmarks.work;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One tick per millisecond. A late tick does not shift later ones, and missed ticks are skipped. */
final class Pace {

    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private long next = System.nanoTime();

    void awaitTurn() {
        next = Math.max(next + STEP_NANOS, System.nanoTime() - STEP_NANOS);
        for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
    }
}
