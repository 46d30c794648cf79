package io.github.zerobus.embedded;

import io.github.zerobus.embedded.service.StreamPlan;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Faults ordered for a table's physical streams, as in {@code server.onTable(t).stream(2).afterMessages(5).fail(status)}.
 * Counts for streams that are created later; those that live are told by {@link ObservedStream}. Thread-safe.
 */
public final class FaultScript {

    private final List<Rule> rules = new CopyOnWriteArrayList<>();

    FaultScript() {}

    private record Rule(Predicate<ObservedStream> streams, Consumer<StreamPlan> change) {}

    /** The n-th physical stream of the table, from 0 on. */
    public StreamFaults stream(int index) {
        return faults(stream -> stream.index() == index);
    }

    /** The n-th physical stream and all after it. */
    public StreamFaults streamsFrom(int index) {
        return faults(stream -> stream.index() >= index);
    }

    /** All physical streams from now on. */
    public StreamFaults everyStream() {
        return faults(stream -> true);
    }

    /** Those that are opened with a header of this value. */
    public StreamFaults streamsWith(String header, String value) {
        return faults(stream -> stream.header(header).orElse("").equals(value));
    }

    /** The next so many physical streams. */
    public StreamFaults nextStreams(int count) {
        AtomicInteger left = new AtomicInteger(count);
        return faults(stream -> left.getAndDecrement() > 0);
    }

    /** Forgets all orders. */
    public void clear() {
        rules.clear();
    }

    private StreamFaults faults(Predicate<ObservedStream> streams) {
        return new StreamFaults(change -> rules.add(new Rule(streams, change)));
    }

    StreamPlan planFor(ObservedStream stream, Duration ackDelay) {
        StreamPlan plan = new StreamPlan(ackDelay);
        for (Rule rule : rules) {
            if (rule.streams().test(stream)) {
                rule.change().accept(plan);
            }
        }
        return plan;
    }
}
