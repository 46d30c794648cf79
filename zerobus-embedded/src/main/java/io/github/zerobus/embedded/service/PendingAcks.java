package io.github.zerobus.embedded.service;

import io.github.zerobus.embedded.time.ServerTimers;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/** What came on a physical stream and is not durable yet, and when it will be. Runs within the steps of its stream. */
final class PendingAcks {

    /** Not more often than each millisecond, so that one ack covers many messages under load. */
    private static final long LEAST_PAUSE_NANOS = 1_000_000;

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

    /** Where messages go. */
    interface Sink {

        void makeDurable(Received message);

        void ack(long wireOffset);

        /** So many messages are acked, and a step of the plan is due just now. */
        void stopped(long acked);
    }

    private record Pending(Received message, long due) {}

    /** Takes in a message, and acks nothing yet. */
    void hold(Received message) {
        long due = timers.nanoTime() + plan.nextAckDelay();
        lastDue = due - lastDue > 0 ? due : lastDue;
        pending.add(new Pending(message, lastDue));
    }

    /** Acks what is due, and sees to it that the rest will be. */
    void go() {
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
                    Math.max(nanos, LEAST_PAUSE_NANOS),
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

    /** Acks everything now, and goes on acking. */
    void release() {
        plan.allowAcks();
        ackWhile(next -> plan.mayAck());
    }

    /** Acks up to a wire offset, whether that is allowed otherwise or not. */
    void ackUpTo(long wireOffset) {
        ackWhile(next -> next.message().wireOffset() <= wireOffset);
    }

    private void ackWhile(Predicate<Pending> condition) {
        Received last = null;
        while (!ended && !pending.isEmpty() && condition.test(pending.peek())) {
            last = pending.remove().message();
            sink.makeDurable(last);
            long acked = last.wireOffset() + 1;
            if (plan.stopsAt(acked)) {
                sink.ack(last.wireOffset());
                last = null;
                sink.stopped(acked);
            }
        }
        if (last != null) {
            sink.ack(last.wireOffset());
        }
    }

    /** The stream is over; what is left will not become durable. */
    void end() {
        ended = true;
        pending.clear();
    }
}
