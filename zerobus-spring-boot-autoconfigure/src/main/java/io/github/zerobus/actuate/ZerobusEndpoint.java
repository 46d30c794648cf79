package io.github.zerobus.actuate;

import io.github.zerobus.FlushResult;
import io.github.zerobus.StreamSnapshot;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.actuate.ZerobusDescriptor.Failure;
import io.github.zerobus.actuate.ZerobusDescriptor.StreamDescriptor;
import io.github.zerobus.stream.MultiplexedStream;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * {@link Endpoint} to view the streams and, with unrestricted access, to flush one. Never shows payloads or
 * credentials. Read operations do not block. Thread-safe.
 */
@Endpoint(id = "zerobus", defaultAccess = Access.READ_ONLY)
public class ZerobusEndpoint {

    /** Short enough for a web request. */
    static final Duration FLUSH_LIMIT = Duration.ofSeconds(5);

    private final List<MonitoredStream> streams;
    private final StreamEvents events;

    /**
     * Creates an endpoint.
     *
     * @param streams streams to show, in this order
     * @param events events of these streams
     */
    public ZerobusEndpoint(Collection<MultiplexedStream> streams, StreamEvents events) {
        this.streams = streams.stream()
                .map(stream -> new MonitoredStream(stream, new AckRates(System::nanoTime)))
                .toList();
        this.events = events;
    }

    /**
     * Describes all streams.
     *
     * @return streams and latest events
     */
    @ReadOperation
    public ZerobusDescriptor zerobus() {
        return new ZerobusDescriptor(
                streams.stream().map(MonitoredStream::describe).toList(), events.latest());
    }

    /**
     * Describes a stream.
     *
     * @param stream name of the stream
     * @return the description, or null if there is no such stream
     */
    @ReadOperation
    public @Nullable StreamDescriptor stream(@Selector String stream) {
        return find(stream).map(MonitoredStream::describe).orElse(null);
    }

    /**
     * Waits until all records that a stream has admitted are durable, for at most 5 seconds. The stream remains open.
     *
     * @param stream name of the stream
     * @return the result, or null if there is no such stream
     */
    @WriteOperation
    public @Nullable FlushDescriptor flush(@Selector String stream) {
        return find(stream).map(MonitoredStream::flush).orElse(null);
    }

    private Optional<MonitoredStream> find(String name) {
        return streams.stream()
                .filter(monitored -> monitored.stream().snapshot().name().equals(name))
                .findFirst();
    }

    private record MonitoredStream(MultiplexedStream stream, AckRates rates) {

        StreamDescriptor describe() {
            StreamSnapshot snapshot = stream.snapshot();
            return StreamDescriptor.of(snapshot, rates.rates(snapshot.subStreams()), stream.options());
        }

        FlushDescriptor flush() {
            try {
                FlushResult result = stream.flush(FLUSH_LIMIT);
                return new FlushDescriptor(result.complete(), result.remainingRequests(), result.waited(), null);
            } catch (ZerobusException e) {
                return new FlushDescriptor(false, stream.snapshot().inflightRequests(), null, Failure.of(e));
            }
        }
    }
}
