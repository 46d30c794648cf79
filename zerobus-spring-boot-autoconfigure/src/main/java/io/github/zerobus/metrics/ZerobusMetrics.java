package io.github.zerobus.metrics;

import io.github.zerobus.StreamListener;
import io.github.zerobus.StreamSnapshot;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Meters of streams, told apart by the tag {@code stream}. Made when a stream is bound and removed when it is closed; a
 * listener, since a binder of Micrometer's cannot remove. Thread-safe.
 */
public class ZerobusMetrics implements StreamListener {

    private final MeterRegistry registry;
    private final Map<String, StreamMetrics> streams = new ConcurrentHashMap<>();

    /** Makes no meter yet. */
    public ZerobusMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Makes the meters of a stream, which are read from its snapshots and from the news of this listener. */
    public void bindTo(Supplier<StreamSnapshot> stream) {
        of(stream.get().name()).bindTo(stream);
    }

    @Override
    public StreamListener forStream(String stream) {
        return of(stream);
    }

    private StreamMetrics of(String stream) {
        return streams.computeIfAbsent(stream, name -> new StreamMetrics(registry));
    }

    /** Removes the meters of all streams; also of a poisoned one, once it is closed. */
    public void remove() {
        streams.values().forEach(StreamMetrics::remove);
    }
}
