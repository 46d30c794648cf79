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
 * Endpoint that shows the streams, and flushes one where access allows more than reading. Shows no payload and no
 * credentials. Reading makes no call and waits for nothing. Thread-safe.
 */
@Endpoint(id = "zerobus", defaultAccess = Access.READ_ONLY)
public class ZerobusEndpoint {

    /** Short enough for whoever waits for the answer of a web request. */
    static final Duration FLUSH_LIMIT = Duration.ofSeconds(5);

    private final List<Watched> streams;
    private final StreamEvents events;

    /**
     * An endpoint.
     *
     * @param streams to show, in this order
     * @param events told by them
     */
    public ZerobusEndpoint(Collection<MultiplexedStream> streams, StreamEvents events) {
        this.streams = streams.stream()
                .map(stream -> new Watched(stream, new AckRates(System::nanoTime)))
                .toList();
        this.events = events;
    }

    /** All streams. */
    @ReadOperation
    public ZerobusDescriptor zerobus() {
        return new ZerobusDescriptor(streams.stream().map(Watched::describe).toList(), events.latest());
    }

    /**
     * One stream.
     *
     * @param stream its name
     * @return nothing if there is no such stream
     */
    @ReadOperation
    public @Nullable StreamDescriptor stream(@Selector String stream) {
        return find(stream).map(Watched::describe).orElse(null);
    }

    /**
     * Waits until what one stream has admitted is durable, 5 seconds at most. Ends nothing, also when the time is over.
     *
     * @param stream its name
     * @return nothing if there is no such stream
     */
    @WriteOperation
    public @Nullable FlushDescriptor flush(@Selector String stream) {
        return find(stream).map(Watched::flush).orElse(null);
    }

    private Optional<Watched> find(String name) {
        return streams.stream()
                .filter(watched -> watched.stream().snapshot().name().equals(name))
                .findFirst();
    }

    private record Watched(MultiplexedStream stream, AckRates rates) {

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
