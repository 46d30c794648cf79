package io.github.zerobus.embedded.service;

import io.github.zerobus.embedded.time.ServerTimers;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Timers whose time passes only when a test advances it. */
final class ManualTimers implements ServerTimers {

    private final PriorityQueue<Step> steps = new PriorityQueue<>(Comparator.comparingLong(Step::due));
    private long now;

    private record Step(long due, Runnable work) {}

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void schedule(long nanos, Runnable step) {
        steps.add(new Step(now + nanos, step));
    }

    /** Runs all steps that are due within this time. */
    void advance(long nanos) {
        long end = now + nanos;
        for (Step next = steps.peek(); next != null && next.due() <= end; next = steps.peek()) {
            steps.remove();
            now = Math.max(now, next.due());
            next.work().run();
        }
        now = end;
    }

    int scheduled() {
        return steps.size();
    }

    @Override
    public void close() {
        steps.clear();
    }
}
