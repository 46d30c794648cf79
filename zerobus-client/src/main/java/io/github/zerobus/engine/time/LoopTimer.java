package io.github.zerobus.engine.time;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A timer of a sub-stream. Its task runs on the serial executor, unless the timer is stopped or restarted before. */
public final class LoopTimer {

    private final Timers timers;
    private final Executor loop;
    private Timers.@Nullable Timer scheduled;
    /** Counts starts and stops, so that a task that was already handed over detects that it is outdated. */
    private int setting;

    public LoopTimer(Timers timers, Executor loop) {
        this.timers = timers;
        this.loop = loop;
    }

    public void start(Duration delay, Runnable task) {
        startNanos(Timers.nanos(delay), task);
    }

    public void startNanos(long delayNanos, Runnable task) {
        stop();
        int mine = setting;
        scheduled = timers.schedule(
                delayNanos,
                () -> loop.execute(() -> {
                    if (mine == setting) {
                        scheduled = null;
                        task.run();
                    }
                }));
    }

    public void stop() {
        setting++;
        if (scheduled != null) {
            scheduled.cancel();
            scheduled = null;
        }
    }

    public boolean isRunning() {
        return scheduled != null;
    }
}
