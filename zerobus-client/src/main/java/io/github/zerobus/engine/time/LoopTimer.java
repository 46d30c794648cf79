package io.github.zerobus.engine.time;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A timer of a sub-stream. Its task runs on the serial executor, unless the timer is stopped or restarted before. */
public final class LoopTimer {

    private final Timers timers;
    private final LoopExecutor loop;
    private Timers.@Nullable Timer scheduled;
    /** Counts starts and stops, so that a task that was already handed over detects that it is outdated. */
    private int setting;

    public LoopTimer(Timers timers, LoopExecutor loop) {
        this.timers = timers;
        this.loop = loop;
    }

    public void start(Duration delay, Runnable task) {
        startNanos(Timers.nanos(delay), task);
    }

    public void startNanos(long delayNanos, Runnable task) {
        stop();
        int mine = setting;
        // Complete before it is due, since a step that cannot be allocated then would be lost.
        LoopExecutor.Guarded step = loop.guarded(() -> {
            if (mine == setting) {
                scheduled = null;
                task.run();
            }
        });
        scheduled = timers.schedule(delayNanos, () -> loop.submit(step));
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
