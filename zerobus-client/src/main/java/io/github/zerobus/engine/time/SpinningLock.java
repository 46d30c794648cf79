package io.github.zerobus.engine.time;

import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock that is held for less time than a thread takes to wake up. Spins a short while before it blocks (benchmarks
 * P1, P2, P5).
 */
public final class SpinningLock extends ReentrantLock {

    private static final int SPINS = 100;

    @Override
    public void lock() {
        for (int i = 0; i < SPINS; i++) {
            if (tryLock()) {
                return;
            }
            Thread.onSpinWait();
        }
        super.lock();
    }
}
