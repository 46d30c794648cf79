package io.github.zerobus;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Limits, timeouts and modes of a stream. Immutable and thread-safe; compared by value. All values are checked, alone
 * and together, when the options are built.
 *
 * @see #builder()
 */
public final class StreamOptions {

    /**
     * What each record costs in {@link #maxInflightSize()} beside its payload, in bytes: what 400,000 records with a
     * future each take of the heap, for the objects, the slots in the buffer and the futures.
     */
    static final int RECORD_OVERHEAD = 256;

    /** What the service takes as the records of one request, in bytes (docs/protocol.md#6). */
    static final int LARGEST_REQUEST = 10 * 1024 * 1024;

    private final int subStreams;
    private final boolean sharedChannel;
    private final RecordType recordType;
    private final Startup startup;
    private final Duration startupTimeout;
    private final Duration openJitter;
    private final int maxInflightRequests;
    private final long maxInflightSize;
    private final boolean inflightSizeSet;
    private final long maxPayloadSize;
    private final Duration maxBlock;
    private final BatchingOptions batching;
    private final Duration silenceTimeout;
    private final Duration flushTimeout;
    private final Duration callbackTimeout;
    private final @Nullable Duration pauseTimeout;
    private final Duration poisonDrainTimeout;
    private final RecoveryOptions recovery;
    private final Routing routing;
    private final boolean validateJson;
    private final WhenFull whenFull;
    private final FailureOptions failures;

    StreamOptions(StreamOptionsBuilder builder) {
        subStreams = builder.subStreams;
        sharedChannel = builder.sharedChannel;
        recordType = builder.recordType;
        startup = builder.startup;
        startupTimeout = builder.startupTimeout;
        openJitter = builder.openJitter;
        maxInflightRequests = builder.maxInflightRequests;
        maxInflightSize = builder.maxInflightSize();
        inflightSizeSet = builder.isInflightSizeSet();
        maxPayloadSize = builder.maxPayloadSize;
        maxBlock = builder.maxBlock;
        batching = builder.batching;
        silenceTimeout = builder.silenceTimeout;
        flushTimeout = builder.flushTimeout;
        callbackTimeout = builder.callbackTimeout;
        pauseTimeout = builder.pauseTimeout;
        poisonDrainTimeout = builder.poisonDrainTimeout;
        recovery = builder.recovery;
        routing = builder.routing;
        validateJson = builder.validateJson;
        whenFull = builder.whenFull;
        failures = builder.failures;
        check();
    }

    private void check() {
        InvalidOptionException.check(
                subStreams >= 1 && subStreams <= MessageId.MAX_SUB_STREAMS,
                "sub-streams",
                subStreams,
                "choose 1 to " + MessageId.MAX_SUB_STREAMS);
        InvalidOptionException.checkPositive("startup-timeout", startupTimeout);
        InvalidOptionException.checkNotNegative("open-jitter", openJitter);
        InvalidOptionException.check(maxPayloadSize >= 1, "max-payload-size", maxPayloadSize, "choose at least 1 byte");
        InvalidOptionException.check(
                maxPayloadSize <= LARGEST_REQUEST,
                "max-payload-size",
                maxPayloadSize,
                "the service takes " + LARGEST_REQUEST + " bytes; choose at most as many");
        checkShares();
        InvalidOptionException.checkNotNegative("max-block", maxBlock);
        InvalidOptionException.checkPositive("silence-timeout", silenceTimeout);
        InvalidOptionException.checkPositive("flush-timeout", flushTimeout);
        InvalidOptionException.checkNotNegative("callback-timeout", callbackTimeout);
        if (pauseTimeout != null) {
            InvalidOptionException.checkNotNegative("pause-timeout", pauseTimeout);
        }
        InvalidOptionException.checkNotNegative("poison-drain-timeout", poisonDrainTimeout);
    }

    boolean isInflightSizeSet() {
        return inflightSizeSet;
    }

    private void checkShares() {
        InvalidOptionException.check(
                maxInflightRequests / subStreams >= 1,
                "max-inflight-requests",
                maxInflightRequests,
                "each share needs room for one request; choose at least " + subStreams
                        + ", which is 'sub-streams', or fewer of them");
        long largest = maxPayloadSize + RECORD_OVERHEAD;
        // With a small heap the default may be less than that. Then larger requests are refused one by one.
        InvalidOptionException.check(
                !inflightSizeSet || maxInflightSize / subStreams >= largest,
                "max-inflight-size",
                maxInflightSize,
                "divided by 'sub-streams', which is " + subStreams + ", it is " + maxInflightSize / subStreams
                        + " bytes, which must hold one request of 'max-payload-size', which is " + maxPayloadSize
                        + ", and " + RECORD_OVERHEAD + " bytes more; choose at least " + largest * subStreams
                        + ", or lower one of the others");
    }

    /**
     * Returns a builder that starts from the defaults.
     *
     * @return a new builder
     */
    public static StreamOptionsBuilder builder() {
        return new StreamOptionsBuilder();
    }

    /**
     * Returns a builder that starts from these values.
     *
     * @return a new builder
     */
    public StreamOptionsBuilder toBuilder() {
        return new StreamOptionsBuilder(this);
    }

    /**
     * Returns the defaults.
     *
     * @return options with all defaults
     */
    public static StreamOptions defaults() {
        return builder().build();
    }

    /**
     * Number of sub-streams. Default: 4.
     *
     * @return 1 to 64
     */
    public int subStreams() {
        return subStreams;
    }

    /**
     * Whether all sub-streams share one connection. Default: false, a connection for each sub-stream.
     *
     * @return whether the channel is shared
     */
    public boolean sharedChannel() {
        return sharedChannel;
    }

    /**
     * Encoding of the records. Default: {@link RecordType#JSON}.
     *
     * @return the type of all records of the stream
     */
    public RecordType recordType() {
        return recordType;
    }

    /**
     * Whether the first use of the stream waits until it is open. Default: {@link Startup#WAIT}.
     *
     * @return the startup mode
     */
    public Startup startup() {
        return startup;
    }

    /**
     * Maximum duration of the opening of the whole stream. Default: 30 seconds.
     *
     * @return a duration above zero
     */
    public Duration startupTimeout() {
        return startupTimeout;
    }

    /**
     * Maximum random delay before each sub-stream opens; a single sub-stream opens without delay. Default: 1 second.
     *
     * @return a duration of zero or more
     */
    public Duration openJitter() {
        return openJitter;
    }

    /**
     * Maximum number of unacknowledged requests of the whole stream, divided evenly over the sub-streams. Default:
     * 1,000,000.
     *
     * @return at least one for each sub-stream
     */
    public int maxInflightRequests() {
        return maxInflightRequests;
    }

    /**
     * Maximum size in bytes of the unacknowledged records of the whole stream, divided evenly over the sub-streams.
     * Each record counts with its payload and 256 bytes more, which is about what it takes of the heap with a future.
     * Default: 32 MiB for each sub-stream, but at most a quarter of the maximum heap.
     *
     * @return at least one request of {@link #maxPayloadSize()} for each sub-stream, if it was set
     */
    public long maxInflightSize() {
        return maxInflightSize;
    }

    /**
     * Maximum payload of one request in bytes. Default: 10,420,224, which is 64 KiB below the limit of the service.
     *
     * @return 1 byte to 10 MiB
     */
    public long maxPayloadSize() {
        return maxPayloadSize;
    }

    /**
     * Maximum time that an ingest waits for room. Default: 30 seconds.
     *
     * @return a duration of zero or more
     */
    public Duration maxBlock() {
        return maxBlock;
    }

    /**
     * How single records share wire messages.
     *
     * @return the batching options
     */
    public BatchingOptions batching() {
        return batching;
    }

    /**
     * Maximum time without durable progress while something is in flight; after that a sub-stream drops its connection
     * and recovers. Default: 60 seconds.
     *
     * @return a duration above zero
     */
    public Duration silenceTimeout() {
        return silenceTimeout;
    }

    /**
     * Time limit of flush, await, close and of futures where the call states none. Default: 5 minutes.
     *
     * @return a duration above zero
     */
    public Duration flushTimeout() {
        return flushTimeout;
    }

    /**
     * Maximum time that a close waits for callbacks that are still running. Default: 5 seconds.
     *
     * @return a duration of zero or more
     */
    public Duration callbackTimeout() {
        return callbackTimeout;
    }

    /**
     * Maximum duration of the pause before a rotation. Default: null, for the duration that the server announces.
     *
     * @return a duration of zero or more, or null if only the server limits the pause
     */
    public @Nullable Duration pauseTimeout() {
        return pauseTimeout;
    }

    /**
     * Maximum time that the other sub-streams have for draining after one has poisoned the stream. Default: 10 seconds.
     *
     * @return a duration of zero or more
     */
    public Duration poisonDrainTimeout() {
        return poisonDrainTimeout;
    }

    /**
     * How a sub-stream recovers after it has lost its connection.
     *
     * @return the recovery options
     */
    public RecoveryOptions recovery() {
        return recovery;
    }

    /**
     * How requests are spread over the sub-streams. Default: {@link Routing#ROUND_ROBIN}.
     *
     * @return the routing mode
     */
    public Routing routing() {
        return routing;
    }

    /**
     * Whether the syntax of JSON payloads is checked before they are admitted. Default: true.
     *
     * @return whether JSON is checked
     */
    public boolean validateJson() {
        return validateJson;
    }

    /**
     * What an ingest does when there is no room. Default: {@link WhenFull#BLOCK}.
     *
     * @return the action
     */
    public WhenFull whenFull() {
        return whenFull;
    }

    /**
     * What happens after a failure that no retry of a sub-stream resolves.
     *
     * @return the failure options
     */
    public FailureOptions failures() {
        return failures;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StreamOptions that && values().equals(that.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    @Override
    public String toString() {
        return "StreamOptions" + values();
    }

    private Map<String, @Nullable Object> values() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("subStreams", subStreams);
        values.put("sharedChannel", sharedChannel);
        values.put("recordType", recordType);
        values.put("startup", startup);
        values.put("startupTimeout", startupTimeout);
        values.put("openJitter", openJitter);
        values.put("maxInflightRequests", maxInflightRequests);
        values.put("maxInflightSize", maxInflightSize);
        values.put("maxPayloadSize", maxPayloadSize);
        values.put("maxBlock", maxBlock);
        values.put("batching", batching);
        values.put("silenceTimeout", silenceTimeout);
        values.put("flushTimeout", flushTimeout);
        values.put("callbackTimeout", callbackTimeout);
        values.put("pauseTimeout", pauseTimeout);
        values.put("poisonDrainTimeout", poisonDrainTimeout);
        values.put("recovery", recovery);
        values.put("routing", routing);
        values.put("validateJson", validateJson);
        values.put("whenFull", whenFull);
        values.put("failures", failures);
        return values;
    }
}
