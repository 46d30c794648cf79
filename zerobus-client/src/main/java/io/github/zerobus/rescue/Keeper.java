package io.github.zerobus.rescue;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The work of the thread of a store: forces, creates and deletes segments, writes removals. Idle while there is nothing
 * to do. All calls that an interrupt would break, forces above all, run here, where nobody interrupts.
 */
final class Keeper {

    private final StoreCore core;
    private final Fsync fsync;
    private final long intervalNanos;
    private final Runnable onRoom;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition done = lock.newCondition();

    @GuardedBy("lock")
    private boolean forceWanted;

    @GuardedBy("lock")
    private boolean segmentWanted;

    @GuardedBy("lock")
    private boolean stopped;

    /** Whether an append has to wake this thread. */
    private volatile boolean idle;

    /** Whether an append that needs a segment finds none. */
    private volatile boolean full;

    Keeper(StoreCore core, Fsync fsync, long intervalNanos, Runnable onRoom) {
        this.core = core;
        this.fsync = fsync;
        this.intervalNanos = intervalNanos;
        this.onRoom = onRoom;
    }

    /** Works until it is stopped or the disk fails. */
    void run() throws IOException {
        long lastRound = System.nanoTime();
        while (awaitWork(lastRound)) {
            if (takeForceWanted()) {
                core.segments().force();
            }
            long now = System.nanoTime();
            if (now - lastRound >= intervalNanos) {
                lastRound = now;
                round();
            }
            supplySegment();
            signalDone();
        }
    }

    /** What is due at each interval. */
    private void round() throws IOException {
        if (fsync == Fsync.OS) {
            core.segments().writeThrough(core.segments().progress().next() - 1);
        } else if (core.segments().progress().forced()
                < core.segments().progress().next()) {
            core.segments().force();
        }
        core.clean();
    }

    private void supplySegment() throws IOException {
        if (!full && !isSegmentWanted() && !core.segments().needsSegmentSoon()) {
            return;
        }
        boolean hadRoom = !full;
        full = !core.prepare() && (full || isSegmentWanted());
        if (!hadRoom && !full) {
            onRoom.run();
        }
    }

    private boolean hasWork() {
        SegmentLog segments = core.segments();
        boolean unpersisted = (fsync == Fsync.OS
                        ? segments.progress().written()
                        : segments.progress().forced())
                < segments.progress().next();
        return unpersisted || full || core.index().hasUnwritten() || segments.needsSegmentSoon();
    }

    /** Waits for something to do. Returns whether to go on. */
    private boolean awaitWork(long lastRound) {
        lock.lock();
        try {
            while (!stopped && !forceWanted && !segmentWanted) {
                idle = true;
                boolean busy = hasWork();
                idle = !busy;
                long left = busy ? intervalNanos - (System.nanoTime() - lastRound) : Long.MAX_VALUE;
                if (left <= 0) {
                    break;
                }
                awaitSignal(left);
            }
            idle = false;
            return !stopped;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    @SuppressWarnings("WaitNotInLoop") // the caller looks again after each signal
    private void awaitSignal(long nanos) {
        try {
            work.awaitNanos(nanos);
        } catch (InterruptedException e) {
            return; // Nobody interrupts this thread; a stop is announced by a flag.
        }
    }

    private boolean takeForceWanted() {
        lock.lock();
        try {
            boolean wanted = forceWanted;
            forceWanted = false;
            return wanted;
        } finally {
            lock.unlock();
        }
    }

    private boolean isSegmentWanted() {
        lock.lock();
        try {
            return segmentWanted;
        } finally {
            lock.unlock();
        }
    }

    private void signalDone() {
        lock.lock();
        try {
            segmentWanted = false;
            done.signalAll();
        } finally {
            lock.unlock();
        }
    }

    // For other threads.

    /** Something was appended or removed. */
    void wakeIfIdle() {
        if (idle) {
            lock.lock();
            try {
                idle = false;
                work.signal();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Waits until everything before a position is forced, or the store has ended. */
    void awaitForced(long position) {
        lock.lock();
        try {
            while (core.segments().progress().forced() <= position && isRunning()) {
                forceWanted = true;
                work.signal();
                done.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a segment. Returns whether there is one; without a wait if the store is full. */
    @SuppressWarnings("WaitNotInLoop") // the caller asks again until there is a segment
    boolean awaitSegment() {
        lock.lock();
        try {
            if (!full && isRunning()) {
                segmentWanted = true;
                work.signal();
                done.awaitUninterruptibly();
            }
            return !full;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private boolean isRunning() {
        return !stopped && core.segments().progress().failure() == null;
    }

    /** Ends the work, and all waits for it. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            work.signal();
            done.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
