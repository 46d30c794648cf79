package io.github.zerobus.engine.session;

import io.github.zerobus.DurableRange;
import io.github.zerobus.StreamListener;
import io.github.zerobus.engine.time.ResumableLoop;
import io.github.zerobus.engine.time.SerialExecutor;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;

/**
 * Notifies the listeners of a stream, each on a queue of its own and in order, so that a listener that blocks holds
 * back only itself. Thread-safe.
 */
public final class Notifications {

    private final List<Target> targets;

    /**
     * Creates the queues.
     *
     * @param listener all listeners of the stream
     * @param newQueue creates a queue for each of them
     */
    public Notifications(StreamListener listener, Supplier<SerialExecutor> newQueue) {
        this.targets = CompositeStreamListener.parts(listener).stream()
                .map(part -> new Target(part, newQueue.get(), new RangeBacklog()))
                .toList();
    }

    private record Target(StreamListener listener, SerialExecutor queue, RangeBacklog backlog) {

        void durable(DurableRange range) {
            if (backlog.add(range)) {
                queue.execute(() -> listener.onDurable(backlog.take()));
            }
        }
    }

    /** Whether there are no listeners. */
    boolean isEmpty() {
        return targets.isEmpty();
    }

    /** Notifies all listeners. */
    public void send(Consumer<StreamListener> notification) {
        enqueue(notification);
        signal();
    }

    /** Notifies all listeners of many things, by index from 0. */
    void sendLoop(long count, ObjLongConsumer<StreamListener> notification) {
        for (Target target : targets) {
            target.queue.execute(new ResumableLoop(count, i -> notification.accept(target.listener, i)));
        }
    }

    /** Queues a notification, for which {@link #signal()} must be called once. Runs no other code. */
    public void enqueue(Consumer<StreamListener> notification) {
        for (Target target : targets) {
            target.queue.enqueue(() -> notification.accept(target.listener));
        }
    }

    /** Starts a notification that was queued. */
    public void signal() {
        for (Target target : targets) {
            target.queue.signal();
        }
    }

    /** Notifies of a durable range; ranges are merged for a listener that is far behind. */
    void durable(DurableRange range) {
        for (Target target : targets) {
            target.durable(range);
        }
    }
}
