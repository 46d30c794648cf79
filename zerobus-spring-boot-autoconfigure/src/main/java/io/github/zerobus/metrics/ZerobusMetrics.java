package io.github.zerobus.metrics;

import io.github.zerobus.StreamListener;
import io.github.zerobus.StreamSnapshot;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Meters of streams, which differ by the tag {@code stream}. Registered when a stream is bound and removed when it is
 * closed. To be added to the streams as a listener when they are built. Thread-safe.
 */
public class ZerobusMetrics implements StreamListener {

    private final MeterRegistry registry;
    private final Map<String, StreamMetrics> streams = new ConcurrentHashMap<>();

    /**
     * Creates metrics; registers no meter yet.
     *
     * @param registry for the meters
     */
    public ZerobusMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Registers the meters of a stream, which are read from its snapshots and updated by the notifications of this
     * listener.
     *
     * @param stream supplies the current snapshot of the stream
     */
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

    /** Removes the meters of all streams. */
    public void remove() {
        streams.values().forEach(StreamMetrics::remove);
    }
}
