package io.github.zerobus.actuate;

import io.github.zerobus.StreamOptions;
import io.github.zerobus.StreamSnapshot;
import io.github.zerobus.StreamState;
import io.github.zerobus.SubStreamSnapshot;
import io.github.zerobus.SubStreamState;
import io.github.zerobus.ZerobusException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the endpoint shows of all streams.
 *
 * @param streams one for each
 * @param events the last ones of all streams, the oldest first
 */
public record ZerobusDescriptor(List<StreamDescriptor> streams, List<StreamEvent> events) {

    /**
     * A stream.
     *
     * @param name {@code default} or its own
     * @param table catalog.schema.table
     * @param state what it does
     * @param poison why it is poisoned, if it is
     * @param subStreams in the order of their indices
     * @param options in force
     */
    public record StreamDescriptor(
            String name,
            String table,
            StreamState state,
            @Nullable Failure poison,
            List<SubStreamDescriptor> subStreams,
            StreamOptions options) {

        static StreamDescriptor of(StreamSnapshot stream, List<Double> rates, StreamOptions options) {
            ZerobusException cause =
                    stream.poison() == null ? null : stream.poison().firstCause();
            return new StreamDescriptor(
                    stream.name(),
                    stream.table().toString(),
                    stream.state(),
                    Failure.of(cause),
                    IntStream.range(0, rates.size())
                            .mapToObj(index ->
                                    SubStreamDescriptor.of(stream.subStreams().get(index), rates.get(index)))
                            .toList(),
                    options);
        }
    }

    /**
     * A sub-stream.
     *
     * @param index 0 to 63
     * @param state what it does
     * @param streamId what the service calls its present physical stream, if it has one
     * @param streamAge time since that one opened
     * @param inflightRequests admitted and not acked
     * @param inflightBytes what they take of the budget
     * @param lastAckedOffset the highest durable one, if there is one
     * @param recordsPerSecond that became durable, since the endpoint was read before
     * @param lastError why it lost its connection or had none, the last time
     */
    public record SubStreamDescriptor(
            int index,
            SubStreamState state,
            @Nullable String streamId,
            @Nullable Duration streamAge,
            long inflightRequests,
            long inflightBytes,
            @Nullable Long lastAckedOffset,
            double recordsPerSecond,
            @Nullable Failure lastError) {

        static SubStreamDescriptor of(SubStreamSnapshot subStream, double rate) {
            return new SubStreamDescriptor(
                    subStream.index(),
                    subStream.state(),
                    subStream.streamId(),
                    subStream.physicalStreamAge(),
                    subStream.inflightRequests(),
                    subStream.inflightBytes(),
                    // Each request takes one offset, from 0 on, and they are acked in order.
                    subStream.ackedRequests() == 0 ? null : subStream.ackedRequests() - 1,
                    rate,
                    Failure.of(subStream.lastFailure()));
        }
    }

    /**
     * A failure.
     *
     * @param type class of the exception
     * @param kind sort of the trouble
     * @param message for people
     */
    public record Failure(
            String type, String kind, @Nullable String message) {

        static @Nullable Failure of(@Nullable ZerobusException failure) {
            return failure == null
                    ? null
                    : new Failure(failure.getClass().getName(), failure.kind().name(), failure.getMessage());
        }
    }
}
