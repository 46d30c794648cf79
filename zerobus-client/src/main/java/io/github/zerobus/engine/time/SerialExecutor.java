package io.github.zerobus.engine.time;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one after the other, in order, on threads of another executor. If that executor rejects a task, the task
 * stays queued until the executor accepts a later one, or until {@link #runRemaining()}. Thread-safe.
 */
public final class SerialExecutor implements Executor {

    private static final Logger log = LoggerFactory.getLogger(SerialExecutor.class);

    private final Executor executor;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    /** Number of tasks added and not run. The thread that increments it from zero starts the execution. */
    private final AtomicInteger waiting = new AtomicInteger();
    /** Whether the executor rejected the execution, so that the next task starts it again. */
    private final AtomicBoolean refused = new AtomicBoolean();

    public SerialExecutor(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void execute(Runnable task) {
        enqueue(task);
        signal();
    }

    /** Runs tasks in order, and wakes a thread once for all of them. */
    public void executeAll(List<Runnable> added) {
        if (!added.isEmpty()) {
            tasks.addAll(added);
            signal(added.size());
        }
    }

    /** Queues a task. It may run from now on, and runs at the latest after {@link #signal()}. Runs no other code. */
    public void enqueue(Runnable task) {
        tasks.add(task);
    }

    /** Starts the execution of an enqueued task; to be called once for each. */
    public void signal() {
        signal(1);
    }

    private void signal(int added) {
        if (waiting.getAndAdd(added) == 0 || refused.compareAndSet(true, false)) {
            start();
        }
    }

    /**
     * Runs the remaining tasks on the current thread: for the end, when the other executor rejects tasks or hangs. Does
     * not wait for a task that is running elsewhere.
     */
    public void runRemaining() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            runSafely(task);
        }
    }

    /** As {@link #runRemaining()}, but only if the other executor rejected tasks, to keep the order otherwise. */
    public void runRefused() {
        if (refused.get()) {
            runRemaining();
        }
    }

    private void start() {
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException e) {
            refused.set(true);
        } catch (RuntimeException | Error e) {
            // For example, no thread could be created. The next task tries again.
            log.error("An executor failed to accept a task; the next task tries again", e);
            refused.set(true);
        }
    }

    private void run() {
        do {
            Runnable task = tasks.poll();
            if (task != null) {
                runSafely(task);
            }
        } while (waiting.decrementAndGet() != 0);
    }

    private static void runSafely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            log.error("A task failed; the following tasks run nevertheless", e);
        }
    }
}
