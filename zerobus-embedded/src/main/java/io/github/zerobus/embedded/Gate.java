package io.github.zerobus.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Holds back actions of a script until a test opens it, as in {@code
 * server.onTable(name).stream(0).afterMessages(3).behind(gate).fail(StatusCode.UNAVAILABLE)}. A gate cannot be closed
 * again. Thread-safe; does not block.
 */
public final class Gate {

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean open;
    private int reached;
    private int passed;

    /** Creates a closed gate. */
    public Gate() {}

    /** Opens the gate: performs the actions that wait, and lets later ones pass. */
    public void open() {
        List<Runnable> due;
        lock.lock();
        try {
            open = true;
            due = List.copyOf(waiting);
            waiting.clear();
        } finally {
            lock.unlock();
        }
        due.forEach(Runnable::run);
    }

    /**
     * Returns how often a stream has reached the gate, open or closed.
     *
     * @return the number so far
     */
    public int reached() {
        lock.lock();
        try {
            return reached;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns how many actions have been performed behind the gate; their messages have been passed to gRPC. Actions
     * whose stream ended at the closed gate do not count.
     *
     * @return the number so far
     */
    public int passed() {
        lock.lock();
        try {
            return passed;
        } finally {
            lock.unlock();
        }
    }

    /** Runs the action now or when the gate opens, without holding the lock. */
    void arrive(Runnable action) {
        boolean now;
        lock.lock();
        try {
            reached++;
            now = open;
            if (!now) {
                waiting.add(action);
            }
        } finally {
            lock.unlock();
        }
        if (now) {
            action.run();
        }
    }

    void countPassed() {
        lock.lock();
        try {
            passed++;
        } finally {
            lock.unlock();
        }
    }
}
