package io.github.zerobus.metrics;

import io.github.zerobus.DurableRange;
import io.github.zerobus.RejectReason;
import io.github.zerobus.StreamListener;
import io.github.zerobus.StreamSnapshot;
import io.github.zerobus.StreamState;
import io.github.zerobus.ZerobusException;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Meters of one stream, from their registration to their removal. Thread-safe. */
final class StreamMetrics implements StreamListener {

    private final MeterRegistry registry;
    private final List<Meter> meters = new CopyOnWriteArrayList<>();
    private volatile @Nullable StreamEventMeters events;

    StreamMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void bindTo(Supplier<StreamSnapshot> stream) {
        StreamSnapshot first = stream.get();
        StreamMeters builder = new StreamMeters(registry, meters::add, first);
        builder.bind(stream);
        events = new StreamEventMeters(builder);
    }

    @Override
    public void onStateChange(StreamState state) {
        // A stream whose opening failed is never closed by a caller.
        if (state == StreamState.CLOSED) {
            remove();
        }
    }

    @Override
    public void onClose() {
        remove();
    }

    void remove() {
        events = null;
        meters.forEach(registry::remove);
        meters.clear();
    }

    @Override
    public void onDurable(DurableRange range) {
        StreamEventMeters present = events;
        if (present != null) {
            present.durable(range);
        }
    }

    @Override
    public void onRecovery(int subStream, @Nullable ZerobusException failure) {
        StreamEventMeters present = events;
        if (present != null) {
            present.recovered(failure == null);
        }
    }

    @Override
    public void onRotation(int subStream) {
        StreamEventMeters present = events;
        if (present != null) {
            present.rotated();
        }
    }

    @Override
    public void onBackpressure(int subStream, Duration waited) {
        StreamEventMeters present = events;
        if (present != null) {
            present.waited(waited);
        }
    }

    @Override
    public void onRejected(RejectReason reason, int records) {
        StreamEventMeters present = events;
        if (present != null) {
            present.rejected(reason, records);
        }
    }
}
