package io.github.zerobus.stream;

import io.github.zerobus.embedded.time.ServerTimers;
import io.github.zerobus.engine.time.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Clock, timers and executor of a test. All tasks run on the thread of the test while it waits. A seed selects the next
 * among the tasks that are ready, so the same seed reproduces every step. Not thread-safe.
 */
public final class VirtualTime extends AbstractExecutorService {

    private final Random random;
    private final List<Runnable> ready = new ArrayList<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::at).thenComparingLong(Timer::number));
    private long now = 1_000_000_000;
    private long scheduled;
    private boolean shutdown;

    public VirtualTime(long seed) {
        random = new Random(seed);
    }

    private record Timer(long at, long number, Runnable task) {}

    /** Returns the time since the start of the test. */
    public Duration elapsed() {
        return Duration.ofNanos(now - 1_000_000_000);
    }

    // Scheduling of tasks.

    @Override
    public void execute(Runnable task) {
        ready.add(task);
    }

    private Timer at(long delayNanos, Runnable task) {
        long at = now + Math.max(0, Math.min(delayNanos, Long.MAX_VALUE / 4));
        Timer timer = new Timer(at, scheduled++, task);
        timers.add(timer);
        return timer;
    }

    /** Runs a task after a delay. */
    public void later(Duration delay, Runnable task) {
        at(delay.toNanos(), task);
    }

    private Timers.Timer after(Duration delay, Runnable task) {
        Timer timer = at(delay.toNanos(), task);
        return () -> timers.remove(timer);
    }

    /** Returns timers for the engine, whose tasks can be cancelled. */
    Timers engine() {
        return new Timers() {
            @Override
            public long nanoTime() {
                return now;
            }

            @Override
            public Timers.Timer schedule(long delayNanos, Runnable task) {
                return after(Duration.ofNanos(Math.min(delayNanos, Long.MAX_VALUE / 4)), task);
            }

            @Override
            public <T extends @Nullable Object> T await(Future<T> future, long nanos)
                    throws InterruptedException, ExecutionException, TimeoutException {
                if (!runUntil(future::isDone, nanos)) {
                    throw new TimeoutException();
                }
                return future.get();
            }

            @Override
            public void close() {}
        };
    }

    /** Returns timers for the server. */
    ServerTimers server() {
        return new ServerTimers() {
            @Override
            public long nanoTime() {
                return now;
            }

            @Override
            public void schedule(long nanos, Runnable step) {
                at(nanos, step);
            }

            @Override
            public void close() {}
        };
    }

    // Running of tasks.

    /** Runs tasks until the condition holds or the time is up; advances the clock when no task is ready. */
    public boolean runUntil(BooleanSupplier condition, long nanos) {
        long end = now + Math.min(nanos, Long.MAX_VALUE / 4);
        while (!condition.getAsBoolean()) {
            if (!ready.isEmpty()) {
                ready.remove(random.nextInt(ready.size())).run();
            } else if (timers.isEmpty() || timers.peek().at() > end) {
                now = timers.isEmpty() && nanos >= Long.MAX_VALUE / 4 ? now : end;
                return condition.getAsBoolean();
            } else {
                Timer next = timers.remove();
                now = Math.max(now, next.at());
                ready.add(next.task());
            }
        }
        return true;
    }

    /** Runs tasks for the given time. */
    public void pass(Duration time) {
        runUntil(() -> false, time.toNanos());
    }

    /** Runs tasks until the condition holds; fails after ten minutes of virtual time. */
    public void until(BooleanSupplier condition) {
        if (!runUntil(condition, TimeUnit.MINUTES.toNanos(10))) {
            throw new AssertionError("the condition did not become true");
        }
    }

    /** Returns the number of tasks and timers that have not run. */
    public int remaining() {
        return ready.size() + timers.size();
    }

    // Executor service for the workers of the engine.

    @Override
    public void shutdown() {
        shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown = true;
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
