package io.github.zerobus.metrics;

import io.github.zerobus.StreamSnapshot;
import io.github.zerobus.StreamState;
import io.github.zerobus.SubStreamSnapshot;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Builds the meters of one stream with its tags, and passes each to a consumer that keeps it for removal. */
final class StreamMeters {

    private static final String STREAM = "zerobus.stream.";
    private static final String SUB_STREAM = "zerobus.sub.stream.";

    private final MeterRegistry registry;
    private final Consumer<Meter> registered;
    private final Tags tags;
    private final int subStreams;

    StreamMeters(MeterRegistry registry, Consumer<Meter> registered, StreamSnapshot stream) {
        this.registry = registry;
        this.registered = registered;
        this.tags = Tags.of("stream", stream.name(), "table", stream.table().toString());
        this.subStreams = stream.subStreams().size();
    }

    /** Registers the meters that are read from snapshots. */
    void bind(Supplier<StreamSnapshot> stream) {
        count("ingested", "records", "Number of admitted records", stream, StreamSnapshot::ingestedRecords);
        count("acked", "records", "Number of durable records", stream, StreamSnapshot::ackedRecords);
        count(
                "sent",
                "bytes",
                "Size of the payload passed to the transport, including resends",
                stream,
                StreamSnapshot::sentBytes);
        count("resent", "bytes", "Size of the payload that was sent again", stream, StreamSnapshot::resentBytes);
        bindFailures(stream);
        gauge(
                "inflight",
                "requests",
                "Number of requests in flight: admitted and not acked",
                stream,
                StreamSnapshot::inflightRequests);
        gauge(
                "inflight.max",
                "requests",
                "Maximum number of requests in flight",
                stream,
                StreamSnapshot::maxInflightRequests);
        gauge("inflight.size", "bytes", "Size of the requests in flight", stream, StreamSnapshot::inflightBytes);
        gauge(
                "inflight.size.max",
                "bytes",
                "Maximum size of the requests in flight",
                stream,
                StreamSnapshot::maxInflightBytes);
        registered.accept(TimeGauge.builder(STREAM + "unacked.age", stream, TimeUnit.MILLISECONDS, StreamMeters::age)
                .description("Age of the oldest request in flight")
                .tags(tags)
                .strongReference(true)
                .register(registry));
        bindStates(stream);
        for (int index = 0; index < subStreams; index++) {
            bindSubStream(stream, index);
        }
    }

    private void bindFailures(Supplier<StreamSnapshot> stream) {
        count("generations", null, "Number of openings of the stream", stream, StreamSnapshot::generation);
        count(
                "replayed",
                "records",
                "Number of records that were unacked at a reopening",
                stream,
                StreamSnapshot::replayedRecords);
        count(
                "dead.lettered",
                "records",
                "Number of records that the service refused, given to the dead letter handler",
                stream,
                StreamSnapshot::refusedRecords);
    }

    private void bindStates(Supplier<StreamSnapshot> stream) {
        for (StreamState state : StreamState.values()) {
            registered.accept(Gauge.builder(
                            STREAM + "state", stream, source -> source.get().state() == state ? 1 : 0)
                    .description("Whether the stream is in this state")
                    .tags(tags)
                    .tag("state", lowerCase(state))
                    .strongReference(true)
                    .register(registry));
        }
    }

    private void bindSubStream(Supplier<StreamSnapshot> stream, int index) {
        Tags own = tags.and("sub.stream", Integer.toString(index));
        registered.accept(FunctionCounter.builder(
                        SUB_STREAM + "acked",
                        stream,
                        source -> subStream(source, index).ackedRecords())
                .description("Number of durable records of the sub-stream")
                .baseUnit("records")
                .tags(own)
                .register(registry));
        registered.accept(Gauge.builder(
                        SUB_STREAM + "inflight",
                        stream,
                        source -> subStream(source, index).inflightRequests())
                .description("Number of requests of the sub-stream in flight")
                .baseUnit("requests")
                .tags(own)
                .strongReference(true)
                .register(registry));
    }

    private static SubStreamSnapshot subStream(Supplier<StreamSnapshot> stream, int index) {
        return stream.get().subStreams().get(index);
    }

    private static double age(Supplier<StreamSnapshot> stream) {
        return stream.get().oldestUnacked().toMillis();
    }

    private void count(
            String name,
            @Nullable String unit,
            String description,
            Supplier<StreamSnapshot> stream,
            ToDoubleFunction<StreamSnapshot> value) {
        registered.accept(FunctionCounter.builder(STREAM + name, stream, source -> value.applyAsDouble(source.get()))
                .description(description)
                .baseUnit(unit)
                .tags(tags)
                .register(registry));
    }

    private void gauge(
            String name,
            String unit,
            String description,
            Supplier<StreamSnapshot> stream,
            ToDoubleFunction<StreamSnapshot> value) {
        registered.accept(Gauge.builder(STREAM + name, stream, source -> value.applyAsDouble(source.get()))
                .description(description)
                .baseUnit(unit)
                .tags(tags)
                .strongReference(true)
                .register(registry));
    }

    Counter counter(String name, String description, String... moreTags) {
        Counter counter = Counter.builder(STREAM + name)
                .description(description)
                .tags(tags.and(moreTags))
                .register(registry);
        registered.accept(counter);
        return counter;
    }

    Counter recordCounter(String name, String description, String... moreTags) {
        Counter counter = Counter.builder(STREAM + name)
                .description(description)
                .baseUnit("records")
                .tags(tags.and(moreTags))
                .register(registry);
        registered.accept(counter);
        return counter;
    }

    Timer timer(String name, String description) {
        Timer timer =
                Timer.builder(STREAM + name).description(description).tags(tags).register(registry);
        registered.accept(timer);
        return timer;
    }

    DistributionSummary summary(String name, String unit, String description) {
        DistributionSummary summary = DistributionSummary.builder(STREAM + name)
                .description(description)
                .baseUnit(unit)
                .tags(tags)
                .register(registry);
        registered.accept(summary);
        return summary;
    }

    static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
