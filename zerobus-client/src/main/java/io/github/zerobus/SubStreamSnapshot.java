package io.github.zerobus;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of one sub-stream at one moment; they are consistent with each other. Immutable. Part of a
 * {@link StreamSnapshot}.
 */
public final class SubStreamSnapshot {

    private final int index;
    private final SubStreamState state;
    private final @Nullable String streamId;
    private final long ingestedRequests;
    private final long ackedRequests;
    private final long ingestedRecords;
    private final long ackedRecords;
    private final long sentBytes;
    private final long resentBytes;
    private final long refusedRecords;
    private final long handedOverRecords;
    private final long inflightRequests;
    private final long inflightBytes;
    private final Duration oldestUnacked;
    private final Duration withoutProgress;
    private final @Nullable Duration physicalStreamAge;
    private final @Nullable ZerobusException lastFailure;

    SubStreamSnapshot(
            int index,
            SubStreamState state,
            @Nullable String streamId,
            long ingestedRequests,
            long ackedRequests,
            long ingestedRecords,
            long ackedRecords,
            long sentBytes,
            long resentBytes,
            long refusedRecords,
            long handedOverRecords,
            long inflightRequests,
            long inflightBytes,
            Duration oldestUnacked,
            Duration withoutProgress,
            @Nullable Duration physicalStreamAge,
            @Nullable ZerobusException lastFailure) {
        this.index = index;
        this.state = state;
        this.streamId = streamId;
        this.ingestedRequests = ingestedRequests;
        this.ackedRequests = ackedRequests;
        this.ingestedRecords = ingestedRecords;
        this.ackedRecords = ackedRecords;
        this.sentBytes = sentBytes;
        this.resentBytes = resentBytes;
        this.refusedRecords = refusedRecords;
        this.handedOverRecords = handedOverRecords;
        this.inflightRequests = inflightRequests;
        this.inflightBytes = inflightBytes;
        this.oldestUnacked = oldestUnacked;
        this.withoutProgress = withoutProgress;
        this.physicalStreamAge = physicalStreamAge;
        this.lastFailure = lastFailure;
    }

    /**
     * Index of the sub-stream.
     *
     * @return 0 to 63
     */
    public int index() {
        return index;
    }

    /**
     * State of the sub-stream.
     *
     * @return the state
     */
    public SubStreamState state() {
        return state;
    }

    /**
     * Id that the server gave to the current physical stream.
     *
     * @return the id, or null if there is no physical stream
     */
    public @Nullable String streamId() {
        return streamId;
    }

    /**
     * Number of requests admitted since the stream was built.
     *
     * @return a count
     */
    public long ingestedRequests() {
        return ingestedRequests;
    }

    /**
     * Number of requests that became durable since the stream was built.
     *
     * @return a count
     */
    public long ackedRequests() {
        return ackedRequests;
    }

    /**
     * Number of records admitted since the stream was built.
     *
     * @return a count
     */
    public long ingestedRecords() {
        return ingestedRecords;
    }

    /**
     * Number of records that became durable since the stream was built.
     *
     * @return a count
     */
    public long ackedRecords() {
        return ackedRecords;
    }

    /**
     * Payload in bytes that was handed to the transport, resends included.
     *
     * @return a size in bytes
     */
    public long sentBytes() {
        return sentBytes;
    }

    /**
     * The part of {@link #sentBytes()} that an earlier physical stream had sent as well.
     *
     * @return a size in bytes
     */
    public long resentBytes() {
        return resentBytes;
    }

    /**
     * Number of records that the service did not accept and that were written as dead letters.
     *
     * @return a count
     */
    public long refusedRecords() {
        return refusedRecords;
    }

    /**
     * Number of records that the application has taken back as unacked.
     *
     * @return a count
     */
    public long handedOverRecords() {
        return handedOverRecords;
    }

    /**
     * Number of requests admitted and still held: neither acked, nor refused, nor handed over.
     *
     * @return a count
     */
    public long inflightRequests() {
        return inflightRequests;
    }

    /**
     * Share of the in-flight budget that they use: payload plus 256 bytes for each record.
     *
     * @return a size in bytes
     */
    public long inflightBytes() {
        return inflightBytes;
    }

    /**
     * Age of the oldest unacked request.
     *
     * @return the age, or zero if there is none
     */
    public Duration oldestUnacked() {
        return oldestUnacked;
    }

    /**
     * Time since the later of the last durable progress and the first pending request.
     *
     * @return the time, or zero if nothing is pending
     */
    public Duration withoutProgress() {
        return withoutProgress;
    }

    /**
     * Time since the current physical stream opened.
     *
     * @return the age, or null if there is no physical stream
     */
    public @Nullable Duration physicalStreamAge() {
        return physicalStreamAge;
    }

    /**
     * Failure that lost a physical stream or prevented one from opening, the last time that happened. It is kept after
     * recovery.
     *
     * @return the failure, or null if there was none
     */
    public @Nullable ZerobusException lastFailure() {
        return lastFailure;
    }

    @Override
    public String toString() {
        return "SubStreamSnapshot[index=" + index + ", state=" + state + ", streamId=" + streamId + ", ingestedRecords="
                + ingestedRecords + ", ackedRecords=" + ackedRecords + ", inflightRequests=" + inflightRequests
                + ", inflightBytes=" + inflightBytes + "]";
    }
}
