package io.github.zerobus.embedded;

import io.github.zerobus.embedded.service.StreamPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The faults of a table's physical streams, as in {@code
 * server.onTable(name).stream(2).afterMessages(5).fail(StatusCode.UNAVAILABLE)}.
 *
 * <p>A script applies to streams that open after it was written; use {@link ObservedStream} for streams that are live.
 * Faults are applied in the order in which they were added. Thread-safe; does not block.
 */
public final class FaultScript {

    private final List<Rule> rules = new CopyOnWriteArrayList<>();

    FaultScript() {}

    private record Rule(Predicate<ObservedStream> streams, Consumer<StreamPlan> change) {}

    /**
     * Selects one physical stream.
     *
     * @param index its index in the table, from 0
     * @return its faults
     */
    public StreamFaults stream(int index) {
        return faults(stream -> stream.index() == index);
    }

    /**
     * Selects a physical stream and all later ones.
     *
     * @param index index of the first one in the table, from 0
     * @return their faults
     */
    public StreamFaults streamsFrom(int index) {
        return faults(stream -> stream.index() >= index);
    }

    /**
     * Selects all physical streams from now on.
     *
     * @return their faults
     */
    public StreamFaults everyStream() {
        return faults(stream -> true);
    }

    /**
     * Selects the physical streams that are opened with a certain header.
     *
     * @param header name of the header
     * @param value its value
     * @return their faults
     */
    public StreamFaults streamsWith(String header, String value) {
        return faults(stream -> stream.header(header).orElse("").equals(value));
    }

    /**
     * Selects the next physical streams.
     *
     * @param count how many
     * @return their faults
     */
    public StreamFaults nextStreams(int count) {
        AtomicInteger left = new AtomicInteger(count);
        // Remembered, since each fault asks for the same stream again.
        Map<Integer, Boolean> selected = new ConcurrentHashMap<>();
        return faults(stream -> selected.computeIfAbsent(stream.index(), index -> left.getAndDecrement() > 0));
    }

    /** Removes all faults. Streams that are live keep those they were opened with. */
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
