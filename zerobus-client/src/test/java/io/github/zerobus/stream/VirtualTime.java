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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Clock, timers and threads of a test in one place: everything runs on the test's own thread, when it waits. Among tasks
 * that could run at one time a seed draws the next, so that a seed repeats every step. Not thread-safe.
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

    /** Time since the test began. */
    public Duration elapsed() {
        return Duration.ofNanos(now - 1_000_000_000);
    }

    // What is to run.

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

    /** The engine's view: its tasks may be cancelled. */
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
            public void awaitEnd(CompletableFuture<?> future) {
                runUntil(future::isDone, Long.MAX_VALUE / 4);
                future.join();
            }

            @Override
            public void close() {}
        };
    }

    /** The server's view. */
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

    // Letting it run.

    /** Runs tasks, and moves the clock to the next timer when there are none, until something holds or the time is up. */
    public boolean runUntil(BooleanSupplier done, long nanos) {
        long end = now + Math.min(nanos, Long.MAX_VALUE / 4);
        while (!done.getAsBoolean()) {
            if (!ready.isEmpty()) {
                ready.remove(random.nextInt(ready.size())).run();
            } else if (timers.isEmpty() || timers.peek().at() > end) {
                now = timers.isEmpty() && nanos >= Long.MAX_VALUE / 4 ? now : end;
                return done.getAsBoolean();
            } else {
                Timer next = timers.remove();
                now = Math.max(now, next.at());
                ready.add(next.task());
            }
        }
        return true;
    }

    /** Lets so much time pass. */
    public void pass(Duration time) {
        runUntil(() -> false, time.toNanos());
    }

    /** Runs until something holds; fails after ten minutes of this time. */
    public void until(BooleanSupplier condition) {
        if (!runUntil(condition, TimeUnit.MINUTES.toNanos(10))) {
            throw new AssertionError("does not come true");
        }
    }

    /** Tasks and timers that are left. */
    public int left() {
        return ready.size() + timers.size();
    }

    // As an executor service, for the engine's workers.

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
