package io.github.zerobus.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Holds back what a script ordered until a test lets it happen, as in {@code
 * server.onTable(t).stream(0).afterMessages(3).behind(gate).fail(status)}. Once open it stays open. Thread-safe.
 */
public final class Gate {

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean open;
    private int reached;
    private int passed;

    /** Makes a gate that is shut. */
    public Gate() {}

    /** Lets through what waits, and what is still to come. Does not wait for it. */
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

    /** How many moments came to the gate so far, open or shut. */
    public int reached() {
        lock.lock();
        try {
            return reached;
        } finally {
            lock.unlock();
        }
    }

    /** How many actions happened: what they say is with gRPC by then. None of those whose stream ended before. */
    public int passed() {
        lock.lock();
        try {
            return passed;
        } finally {
            lock.unlock();
        }
    }

    /** Runs now or when the gate opens; never under the lock. */
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
