package io.github.zerobus.network;

import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Controls how bytes pass through a proxy: freely, dripping, or not at all in a direction. */
final class Traffic {

    private static final int DROP = 16;
    private static final long NANOS_PER_DROP = TimeUnit.MILLISECONDS.toNanos(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Direction> stalled = EnumSet.noneOf(Direction.class);
    private boolean dripping;

    enum Direction {
        TO_SERVER,
        TO_CLIENT
    }

    void stall(Set<Direction> directions) {
        change(() -> stalled.addAll(directions));
    }

    void drip() {
        change(() -> dripping = true);
    }

    void heal() {
        change(() -> {
            stalled.clear();
            dripping = false;
        });
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Writes all bytes, delayed and divided as the current faults require. */
    void forward(byte[] bytes, int count, Direction direction, OutputStream out)
            throws IOException, InterruptedException {
        int from = 0;
        while (from < count) {
            int next = awaitShare(direction, count - from);
            out.write(bytes, from, next);
            from += next;
        }
    }

    private int awaitShare(Direction direction, int wanted) throws InterruptedException {
        lock.lock();
        try {
            while (stalled.contains(direction)) {
                changed.await();
            }
            long left = NANOS_PER_DROP;
            while (dripping && left > 0) {
                left = changed.awaitNanos(left);
            }
            return dripping ? Math.min(DROP, wanted) : wanted;
        } finally {
            lock.unlock();
        }
    }
}
