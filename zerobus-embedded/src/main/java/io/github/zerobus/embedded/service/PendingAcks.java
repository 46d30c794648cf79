package io.github.zerobus.embedded.service;

import io.github.zerobus.embedded.time.ServerTimers;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * Messages of a physical stream that are not durable yet, each with the time at which it is due. Used in the stream's
 * context only; timers return to it.
 */
final class PendingAcks {

    /** At most one ack per millisecond, so that an ack covers many messages under load. */
    private static final long MIN_PAUSE_NANOS = 1_000_000;

    private final ServerTimers timers;
    private final Executor steps;
    private final StreamPlan plan;
    private final Sink sink;
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();
    private long lastDue;
    private boolean scheduled;
    private boolean ended;

    PendingAcks(ServerTimers timers, Executor steps, StreamPlan plan, Sink sink) {
        this.timers = timers;
        this.steps = steps;
        this.plan = plan;
        this.sink = sink;
        this.lastDue = timers.nanoTime();
    }

    /** Receives messages that are due. */
    interface Sink {

        void makeDurable(Received message);

        void ack(long wireOffset);

        /** Called when exactly this number of messages is acked and the plan has a step at that count. */
        void reached(long acked);
    }

    private record Pending(Received message, long due) {}

    /** Adds a message without acking anything. */
    void add(Received message) {
        long due = timers.nanoTime() + plan.nextAckDelay();
        lastDue = due - lastDue > 0 ? due : lastDue;
        pending.add(new Pending(message, lastDue));
    }

    /** Acks what is due and schedules the rest. */
    void ackOrSchedule() {
        Pending next = pending.peek();
        if (next != null) {
            long wait = next.due() - timers.nanoTime();
            if (wait <= 0) {
                ackDue();
            } else {
                schedule(wait);
            }
        }
    }

    private void schedule(long nanos) {
        if (!scheduled) {
            scheduled = true;
            timers.schedule(
                    Math.max(nanos, MIN_PAUSE_NANOS),
                    () -> steps.execute(() -> {
                        scheduled = false;
                        ackDue();
                    }));
        }
    }

    private void ackDue() {
        if (plan.mayAck() && pending.size() >= plan.ackEvery()) {
            long now = timers.nanoTime();
            ackWhile(next -> plan.mayAck() && next.due() - now <= 0);
        }
        Pending next = pending.peek();
        if (next != null && plan.mayAck() && pending.size() >= plan.ackEvery()) {
            schedule(next.due() - timers.nanoTime());
        }
    }

    /** Acks everything now and allows acks from now on. */
    void release() {
        plan.allowAcks();
        ackWhile(next -> plan.mayAck());
    }

    /** Acks up to a wire offset, even if the plan does not allow acks. */
    void ackUpTo(long wireOffset) {
        ackWhile(next -> next.message().wireOffset() <= wireOffset);
    }

    private void ackWhile(Predicate<Pending> condition) {
        Received last = null;
        while (!ended && !pending.isEmpty() && condition.test(pending.peek())) {
            last = pending.remove().message();
            sink.makeDurable(last);
            long acked = last.wireOffset() + 1;
            if (plan.hasStepAt(acked)) {
                sink.ack(last.wireOffset());
                last = null;
                sink.reached(acked);
            }
        }
        if (last != null) {
            sink.ack(last.wireOffset());
        }
    }

    /** Discards what is pending: the stream has ended. */
    void end() {
        ended = true;
        pending.clear();
    }
}
