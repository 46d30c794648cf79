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
 * Runs tasks one after the other, in order, on threads of another executor. What that one refuses stays here until it
 * takes a later task, or until {@link #runRemaining()}.
 */
public final class SerialExecutor implements Executor {

    private static final Logger log = LoggerFactory.getLogger(SerialExecutor.class);

    private final Executor executor;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    /** Tasks that were added and not run; whoever raises it from zero owns the running. */
    private final AtomicInteger waiting = new AtomicInteger();
    /** Whether the owner of the running was refused, so that the next one tries again. */
    private final AtomicBoolean refused = new AtomicBoolean();

    public SerialExecutor(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void execute(Runnable task) {
        enqueue(task);
        signal();
    }

    /** Runs these tasks in order, and wakes a thread once for all of them. */
    public void executeAll(List<Runnable> added) {
        if (!added.isEmpty()) {
            tasks.addAll(added);
            signal(added.size());
        }
    }

    /** Settles a task's place; it may run from now on, and will after {@link #signal()}. Calls nobody. */
    public void enqueue(Runnable task) {
        tasks.add(task);
    }

    /** Sees to it that an enqueued task runs; once for each of them. */
    public void signal() {
        signal(1);
    }

    private void signal(int added) {
        if (waiting.getAndAdd(added) == 0 || refused.compareAndSet(true, false)) {
            start();
        }
    }

    /**
     * Runs what is left on the present thread: for the end, when the other executor refuses or hangs. A task that is
     * under way elsewhere is not waited for.
     */
    public void runRemaining() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            runSafely(task);
        }
    }

    /** As {@link #runRemaining()}, but only where the other executor refused: a running one keeps its order. */
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
            // No thread to be had, say. Whoever brings the next task tries again.
            log.error("An executor failed to take a task; it waits for the next one", e);
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
            log.error("A task failed; the next ones run all the same", e);
        }
    }
}
