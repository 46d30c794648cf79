package io.github.zerobus;

import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of a stream at one moment, without live references. The numbers of one sub-stream belong together; those of
 * several were read one after the other.
 *
 * @param name the stream's name
 * @param table its table
 * @param state what it does
 * @param maxInflightRequests budget of the whole stream
 * @param maxInflightBytes budget of the whole stream
 * @param poison why it is poisoned, if it is
 * @param subStreams one for each sub-stream, in the order of their indices
 */
public record StreamSnapshot(
        String name,
        TableName table,
        StreamState state,
        long maxInflightRequests,
        long maxInflightBytes,
        @Nullable StreamPoisonedException poison,
        List<SubStreamSnapshot> subStreams) {

    /** Keeps an unchangeable copy. */
    public StreamSnapshot {
        subStreams = List.copyOf(subStreams);
    }

    /** Rows admitted since the start. */
    public long ingestedRecords() {
        return sum(SubStreamSnapshot::ingestedRecords);
    }

    /** Rows durable since the start. */
    public long ackedRecords() {
        return sum(SubStreamSnapshot::ackedRecords);
    }

    /** Requests admitted since the start. */
    public long ingestedRequests() {
        return sum(SubStreamSnapshot::ingestedRequests);
    }

    /** Requests durable since the start. */
    public long ackedRequests() {
        return sum(SubStreamSnapshot::ackedRequests);
    }

    /** Payload bytes handed to the transport, resends included. */
    public long sentBytes() {
        return sum(SubStreamSnapshot::sentBytes);
    }

    /** Requests admitted and not acked. */
    public long inflightRequests() {
        return sum(SubStreamSnapshot::inflightRequests);
    }

    /** What they take of the budget. */
    public long inflightBytes() {
        return sum(SubStreamSnapshot::inflightBytes);
    }

    /** Rows admitted and not acked. */
    public long unackedRecords() {
        return ingestedRecords() - ackedRecords();
    }

    /** How many sub-streams are in a state. */
    public int count(SubStreamState subStreamState) {
        return (int) subStreams.stream()
                .filter(subStream -> subStream.state() == subStreamState)
                .count();
    }

    /** Age of the oldest request that is not acked, zero if there is none. */
    public Duration oldestUnacked() {
        return longest(subStreams.stream().map(SubStreamSnapshot::oldestUnacked).toList());
    }

    /** Longest time that a sub-stream has had pending requests without durable progress. */
    public Duration withoutProgress() {
        return longest(
                subStreams.stream().map(SubStreamSnapshot::withoutProgress).toList());
    }

    private long sum(ToLongFunction<SubStreamSnapshot> number) {
        return subStreams.stream().mapToLong(number).sum();
    }

    private static Duration longest(List<Duration> durations) {
        return durations.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }
}
