package io.github.zerobus;

import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of a stream at one moment. Immutable. The numbers of one sub-stream are consistent with each other; those of
 * several sub-streams were read one after the other.
 */
public final class StreamSnapshot {

    private final String name;
    private final TableName table;
    private final StreamState state;
    private final long maxInflightRequests;
    private final long maxInflightBytes;
    private final @Nullable StreamPoisonedException poison;
    private final Reopening reopening;
    private final List<SubStreamSnapshot> subStreams;

    /**
     * What became of earlier generations of a stream.
     *
     * @param generation number of this one: 1, and one more after each reopening
     * @param replayedRecords records that were unacked at the reopenings, and so sent again
     * @param nextTry time until the next attempt to reopen; null if none is waiting
     */
    record Reopening(
            int generation, long replayedRecords, @Nullable Duration nextTry) {}

    StreamSnapshot(
            String name,
            TableName table,
            StreamState state,
            long maxInflightRequests,
            long maxInflightBytes,
            @Nullable StreamPoisonedException poison,
            Reopening reopening,
            List<SubStreamSnapshot> subStreams) {
        this.name = name;
        this.table = table;
        this.state = state;
        this.maxInflightRequests = maxInflightRequests;
        this.maxInflightBytes = maxInflightBytes;
        this.poison = poison;
        this.reopening = reopening;
        this.subStreams = List.copyOf(subStreams);
    }

    /**
     * Name of the stream.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Table of the stream.
     *
     * @return the table
     */
    public TableName table() {
        return table;
    }

    /**
     * State of the stream.
     *
     * @return the state
     */
    public StreamState state() {
        return state;
    }

    /**
     * Maximum number of unacknowledged requests of the whole stream.
     *
     * @return a count
     */
    public long maxInflightRequests() {
        return maxInflightRequests;
    }

    /**
     * Maximum size of the unacknowledged records of the whole stream.
     *
     * @return a size in bytes
     */
    public long maxInflightBytes() {
        return maxInflightBytes;
    }

    /**
     * Why the stream is poisoned.
     *
     * @return the failure, or null if the stream is not poisoned
     */
    public @Nullable StreamPoisonedException poison() {
        return poison;
    }

    /**
     * How often the stream was opened: 1 from the first opening on, and one more after each reopening.
     *
     * @return a number of 1 or more
     */
    public int generation() {
        return reopening.generation();
    }

    /**
     * Number of records that were unacked at reopenings, and so were sent again.
     *
     * @return a count
     */
    public long replayedRecords() {
        return reopening.replayedRecords();
    }

    /**
     * Time until the next attempt to reopen.
     *
     * @return the time, or null if the stream does not wait for an attempt
     */
    public @Nullable Duration nextTry() {
        return reopening.nextTry();
    }

    /**
     * Snapshots of the sub-streams.
     *
     * @return one for each sub-stream, in the order of their indices; unmodifiable
     */
    public List<SubStreamSnapshot> subStreams() {
        return subStreams;
    }

    /**
     * Number of records admitted since the stream was built.
     *
     * @return a count
     */
    public long ingestedRecords() {
        return sum(SubStreamSnapshot::ingestedRecords);
    }

    /**
     * Number of records that became durable since the stream was built.
     *
     * @return a count
     */
    public long ackedRecords() {
        return sum(SubStreamSnapshot::ackedRecords);
    }

    /**
     * Number of requests admitted since the stream was built.
     *
     * @return a count
     */
    public long ingestedRequests() {
        return sum(SubStreamSnapshot::ingestedRequests);
    }

    /**
     * Number of requests that became durable since the stream was built.
     *
     * @return a count
     */
    public long ackedRequests() {
        return sum(SubStreamSnapshot::ackedRequests);
    }

    /**
     * Payload in bytes that was handed to the transport, resends included.
     *
     * @return a size in bytes
     */
    public long sentBytes() {
        return sum(SubStreamSnapshot::sentBytes);
    }

    /**
     * The part of {@link #sentBytes()} that an earlier physical stream had sent as well. If it grows as fast, the
     * service accepts little of what it receives.
     *
     * @return a size in bytes
     */
    public long resentBytes() {
        return sum(SubStreamSnapshot::resentBytes);
    }

    /**
     * Number of requests admitted and not acked.
     *
     * @return a count
     */
    public long inflightRequests() {
        return sum(SubStreamSnapshot::inflightRequests);
    }

    /**
     * Share of the in-flight budget that they use: payload plus 256 bytes for each record.
     *
     * @return a size in bytes
     */
    public long inflightBytes() {
        return sum(SubStreamSnapshot::inflightBytes);
    }

    /**
     * Number of records that the service did not accept and that were written as dead letters.
     *
     * @return a count
     */
    public long refusedRecords() {
        return sum(SubStreamSnapshot::refusedRecords);
    }

    /**
     * Number of records that the application has taken back as unacked.
     *
     * @return a count
     */
    public long handedOverRecords() {
        return sum(SubStreamSnapshot::handedOverRecords);
    }

    /**
     * Number of records admitted and still held: neither acked, nor refused, nor handed over.
     *
     * @return a count
     */
    public long unackedRecords() {
        return ingestedRecords() - ackedRecords() - refusedRecords() - handedOverRecords();
    }

    /**
     * Counts the sub-streams in a state.
     *
     * @param subStreamState the state
     * @return 0 to the number of sub-streams
     */
    public int count(SubStreamState subStreamState) {
        return (int) subStreams.stream()
                .filter(subStream -> subStream.state() == subStreamState)
                .count();
    }

    /**
     * Age of the oldest unacked request of all sub-streams.
     *
     * @return the age, or zero if there is none
     */
    public Duration oldestUnacked() {
        return longest(subStreams.stream().map(SubStreamSnapshot::oldestUnacked).toList());
    }

    /**
     * Longest time that a sub-stream has had pending requests without durable progress.
     *
     * @return the time, or zero if nothing is pending
     */
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

    @Override
    public String toString() {
        return "StreamSnapshot[name=" + name + ", table=" + table + ", state=" + state + ", subStreams=" + subStreams
                + "]";
    }
}
