package io.github.zerobus.engine.session;

import io.github.zerobus.engine.time.SerialExecutor;
import io.github.zerobus.engine.time.Timers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets the futures behind an action that hangs go on. Looks at the queues of the futures at regular times, but only
 * while there is work in one of them. Thread-safe.
 */
public final class CallbackWatch {

    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final Timers timers;
    private final long period;
    private final List<SerialExecutor> queues = new CopyOnWriteArrayList<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /**
     * Creates a watch.
     *
     * @param limit how long an action may run; it is left behind after this time, and at twice this time at the latest
     */
    public CallbackWatch(Timers timers, Duration limit) {
        this.timers = timers;
        this.period = Timers.nanos(limit.compareTo(SHORTEST) < 0 ? SHORTEST : limit);
    }

    /** Watches another queue. */
    public SerialExecutor watch(SerialExecutor queue) {
        queues.add(queue);
        return queue;
    }

    /** Called after tasks were added to a queue. */
    void queued() {
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            boolean done = false;
            try {
                timers.schedule(period, this::check);
                done = true;
            } finally {
                scheduled.set(done);
            }
        }
    }

    private void check() {
        // First, so that tasks that are added from now on schedule another check, also if this one fails.
        scheduled.set(false);
        boolean busy = false;
        for (SerialExecutor queue : queues) {
            busy |= queue.leaveHanging();
        }
        if (busy) {
            queued();
        }
    }
}
