package io.github.zerobus.actuate;

import io.github.zerobus.StreamOptions;
import io.github.zerobus.StreamSnapshot;
import io.github.zerobus.StreamState;
import io.github.zerobus.SubStreamSnapshot;
import io.github.zerobus.SubStreamState;
import io.github.zerobus.ZerobusException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Description of all streams.
 *
 * @param streams one description for each stream
 * @param events latest events of all streams, the oldest first
 */
public record ZerobusDescriptor(List<StreamDescriptor> streams, List<StreamEvent> events) {

    /**
     * Description of a stream.
     *
     * @param name {@code default}, or the name of a named stream
     * @param table name of the table, catalog.schema.table
     * @param state state of the stream
     * @param poison why the stream is poisoned or reopens; null if neither
     * @param generation how often the stream was opened
     * @param nextTry time until the next attempt to reopen; null if none waits for its time
     * @param replayedRecords number of records that were unacked at reopenings
     * @param refusedRecords number of records that the service refused, given to the dead letter handler
     * @param unackedRecords number of records that are admitted and still held
     * @param subStreams one description for each sub-stream, in the order of their indices
     * @param options effective options by their names in camel case
     */
    public record StreamDescriptor(
            String name,
            String table,
            StreamState state,
            @Nullable Failure poison,
            int generation,
            @Nullable Duration nextTry,
            long replayedRecords,
            long refusedRecords,
            long unackedRecords,
            List<SubStreamDescriptor> subStreams,
            Map<String, @Nullable Object> options) {

        static StreamDescriptor of(StreamSnapshot stream, List<Double> rates, StreamOptions options) {
            ZerobusException cause =
                    stream.poison() == null ? null : stream.poison().firstCause();
            return new StreamDescriptor(
                    stream.name(),
                    stream.table().toString(),
                    stream.state(),
                    Failure.of(cause),
                    stream.generation(),
                    stream.nextTry(),
                    stream.replayedRecords(),
                    stream.refusedRecords(),
                    stream.unackedRecords(),
                    IntStream.range(0, rates.size())
                            .mapToObj(index ->
                                    SubStreamDescriptor.of(stream.subStreams().get(index), rates.get(index)))
                            .toList(),
                    OptionValues.of(options));
        }
    }

    /**
     * Description of a sub-stream.
     *
     * @param index index of the sub-stream, 0 to 63
     * @param state state of the sub-stream
     * @param streamId id of the current physical stream; null if there is none
     * @param streamAge time since the current physical stream opened; null if there is none
     * @param inflightRequests number of requests that are admitted and not acked
     * @param inflightBytes size of these requests
     * @param lastAckedOffset highest durable offset; null if nothing is durable
     * @param recordsPerSecond durable records per second since the previous call of the endpoint
     * @param lastError why the sub-stream last lost its connection or failed to open one; null if it never did
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
                    // Each request has one offset, starting at 0, and requests are acked in order.
                    subStream.ackedRequests() == 0 ? null : subStream.ackedRequests() - 1,
                    rate,
                    Failure.of(subStream.lastFailure()));
        }
    }

    /**
     * Description of a failure.
     *
     * @param type class of the exception
     * @param kind kind of the failure
     * @param message message of the exception; null if it has none
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
