package io.github.zerobus.actuate;

import io.github.zerobus.StreamSnapshot;
import io.github.zerobus.actuate.ZerobusDescriptor.StreamDescriptor;
import io.github.zerobus.stream.MultiplexedStream;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * {@link Endpoint} to view the streams and, with unrestricted access, to flush or reopen one. Never shows payloads or
 * credentials. Read operations do not block. Thread-safe.
 */
@Endpoint(id = "zerobus", defaultAccess = Access.READ_ONLY)
public class ZerobusEndpoint {

    /** Short enough for a web request. */
    static final Duration LIMIT = Duration.ofSeconds(5);

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
    public @Nullable OperationDescriptor flush(@Selector String stream) {
        return run(StreamOperation.FLUSH, stream);
    }

    /**
     * Runs an operation on a stream, for at most 5 seconds: {@code flush} as {@link #flush}, or {@code reopen}, which
     * reopens a poisoned stream, and makes the next attempt now if the stream is reopening automatically. A reopening
     * that takes longer continues.
     *
     * @param stream name of the stream
     * @param operation {@code flush} or {@code reopen}
     * @return the result, or null if there is no such stream
     * @throws InvalidEndpointRequestException if there is no such operation
     */
    @WriteOperation
    public @Nullable OperationDescriptor operate(@Selector String stream, String operation) {
        for (StreamOperation known : StreamOperation.values()) {
            if (known.lowerCase().equals(operation)) {
                return run(known, stream);
            }
        }
        throw new InvalidEndpointRequestException(
                "There is no operation '" + operation + "'; choose flush or reopen", "Unknown operation");
    }

    /** Returns the names of the streams, for messages. */
    String names() {
        return streams.stream()
                .map(monitored -> monitored.stream().snapshot().name())
                .collect(Collectors.joining(", "));
    }

    private @Nullable OperationDescriptor run(StreamOperation operation, String stream) {
        return find(stream)
                .map(monitored -> operation.run(monitored.stream(), LIMIT))
                .orElse(null);
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
    }
}
