package io.github.zerobus.engine.time;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one after the other, in order, on threads of another executor. That executor may be the application's and
 * may do anything: if it rejects a task, or runs it in the calling thread, a fallback runs the tasks. If there is none,
 * tasks stay queued until the executor accepts a later one, or until {@link #runRemaining()}. Thread-safe.
 */
public final class SerialExecutor implements Executor {

    private static final Logger log = LoggerFactory.getLogger(SerialExecutor.class);

    /** Each task that is left behind may keep its thread for ever. */
    private static final int MAX_LEFT = 16;

    private final Executor executor;
    private final @Nullable Executor fallback;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    /** Number of tasks added and not run. The thread that increments it from zero starts the execution. */
    private final AtomicInteger waiting = new AtomicInteger();
    /** Whether the executor rejected the execution, so that the next task starts it again. */
    private final AtomicBoolean refused = new AtomicBoolean();

    private final LogLimit failures = new LogLimit();
    private final LogLimit rejections = new LogLimit();
    private volatile @Nullable Run current;
    /** A task that an abandoned run has begun, for the next run to go on with. */
    private final AtomicReference<@Nullable Runnable> begun = new AtomicReference<>();
    /** Number of tasks left behind. */
    private int left;

    public SerialExecutor(Executor executor) {
        this(executor, null);
    }

    /**
     * Creates an executor.
     *
     * @param fallback runs the tasks if the executor rejects them or runs them in the calling thread
     */
    public SerialExecutor(Executor executor, @Nullable Executor fallback) {
        this.executor = executor;
        this.fallback = fallback;
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
     * not wait for a task that is running elsewhere; the other parts of that task run here.
     */
    public void runRemaining() {
        Run run = current;
        if (run != null) {
            leave(run.abandon());
        }
        Runnable first = begun.getAndSet(null);
        if (first != null) {
            runSafely(first);
        }
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
            submit();
        } catch (Throwable e) {
            // No memory for a run. The next task or the watch starts it.
            refused.set(true);
        }
    }

    private void submit() {
        Run run = new Run(fallback == null ? null : Thread.currentThread());
        if (!isAccepted(executor, run)) {
            startOnFallback();
        }
        run.submitted = true;
    }

    private void startOnFallback() {
        if (fallback == null || !isAccepted(fallback, new Run(null))) {
            refused.set(true);
        }
    }

    private boolean isAccepted(Executor target, Run run) {
        try {
            target.execute(run);
            return true;
        } catch (Throwable e) {
            // Rejected, or for example no thread could be created. An executor may even accept a run and throw.
            if (!run.cancel()) {
                return true;
            }
            if (fallback != null && rejections.allows(System.nanoTime())) {
                log.warn("An executor did not accept callbacks{}: {}", rejections.omitted(), e.toString());
            }
            return false;
        }
    }

    /** Whether tasks are waiting or running. */
    public boolean isBusy() {
        return waiting.get() != 0;
    }

    /**
     * Leaves a task behind that has been running since the last call, and continues with the next ones on the fallback.
     * Called by one thread at a time.
     *
     * @return whether tasks are waiting or running
     */
    public boolean leaveHanging() {
        Run run = current;
        boolean busy = isBusy();
        if (busy && refused.compareAndSet(true, false)) {
            start();
        }
        if (busy && run != null && fallback != null && left < MAX_LEFT) {
            if (leave(run.abandonIfHanging())) {
                left++;
                log.warn("A callback has not returned; the callbacks behind it run on another thread");
                startOnFallback();
            }
        }
        return busy;
    }

    /** Keeps what can go on of a task whose run was abandoned. */
    private boolean leave(@Nullable Runnable hanging) {
        if (hanging != null) {
            begun.set(hanging instanceof ResumableLoop ? hanging : () -> {});
        }
        return hanging != null;
    }

    private void runSafely(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            logFailure(e);
        }
    }

    private void logFailure(Throwable failure) {
        try {
            if (failures.allows(System.nanoTime())) {
                log.error("A task failed; the following tasks run nevertheless{}", failures.omitted(), failure);
            }
        } catch (OutOfMemoryError e) {
            // The tasks matter more than the message.
        }
    }

    /** Runs tasks on one thread until none is left, or until it is abandoned because a task hangs. */
    private final class Run implements Runnable {

        private static final long NEW = 0;
        private static final long STARTED = 2;
        private static final long ABANDONED = -1;

        /** The thread that must not run tasks. */
        private final @Nullable Thread caller;
        /** Odd while a task runs; each begin and each end is a step. */
        private final AtomicLong step = new AtomicLong(NEW);

        private volatile boolean submitted;
        private volatile @Nullable Runnable task;
        private long seen;

        Run(@Nullable Thread caller) {
            this.caller = caller;
        }

        @Override
        public void run() {
            if (!submitted && Thread.currentThread() == caller) {
                if (cancel()) {
                    startOnFallback();
                }
                return;
            }
            if (!step.compareAndSet(NEW, STARTED)) {
                return;
            }
            current = this;
            Runnable first = begun.getAndSet(null);
            if (first != null && (!completes(first) || waiting.decrementAndGet() == 0)) {
                return;
            }
            do {
                Runnable next = tasks.poll();
                if (next != null && !completes(next)) {
                    return;
                }
            } while (waiting.decrementAndGet() != 0);
        }

        /** Prevents the run, unless it has started: two runs at once would count each task twice. */
        boolean cancel() {
            return step.compareAndSet(NEW, ABANDONED);
        }

        private boolean completes(Runnable next) {
            task = next;
            long begun = step.incrementAndGet();
            runSafely(next);
            return step.compareAndSet(begun, begun + 1);
        }

        /** Abandons the run if the same task runs as at the last call, and returns that task. */
        @Nullable
        Runnable abandonIfHanging() {
            long now = step.get();
            boolean hanging = now == seen;
            seen = now;
            return hanging ? abandon(now) : null;
        }

        /** Abandons the run if a task runs, and returns that task. */
        @Nullable
        Runnable abandon() {
            return abandon(step.get());
        }

        private @Nullable Runnable abandon(long now) {
            return now % 2 == 1 && step.compareAndSet(now, ABANDONED) ? task : null;
        }
    }
}
