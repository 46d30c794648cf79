package io.github.zerobus;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Builds {@link StreamOptions}, whose accessors document each option and its default. Not thread-safe. */
public final class StreamOptionsBuilder {

    private static final long INFLIGHT_SIZE_PER_SUB_STREAM = 32L * 1024 * 1024;

    int subStreams = 4;
    boolean sharedChannel;
    RecordType recordType = RecordType.JSON;
    Startup startup = Startup.WAIT;
    Duration startupTimeout = Duration.ofSeconds(30);
    Duration openJitter = Duration.ofSeconds(1);
    int maxInflightRequests = 1_000_000;
    private @Nullable Long maxInflightSize;
    long maxPayloadSize = 10_420_224;
    Duration maxBlock = Duration.ofSeconds(30);
    BatchingOptions batching = BatchingOptions.builder().build();
    Duration silenceTimeout = Duration.ofSeconds(60);
    Duration flushTimeout = Duration.ofMinutes(5);
    Duration callbackTimeout = Duration.ofSeconds(5);

    @Nullable
    Duration pauseTimeout;

    Duration poisonDrainTimeout = Duration.ofSeconds(10);
    RecoveryOptions recovery = RecoveryOptions.builder().build();
    Routing routing = Routing.ROUND_ROBIN;
    boolean validateJson = true;
    WhenFull whenFull = WhenFull.BLOCK;
    FailureOptions failures = FailureOptions.builder().build();

    StreamOptionsBuilder() {}

    StreamOptionsBuilder(StreamOptions options) {
        subStreams = options.subStreams();
        sharedChannel = options.sharedChannel();
        recordType = options.recordType();
        startup = options.startup();
        startupTimeout = options.startupTimeout();
        openJitter = options.openJitter();
        maxInflightRequests = options.maxInflightRequests();
        maxInflightSize = options.isInflightSizeSet() ? options.maxInflightSize() : null;
        maxPayloadSize = options.maxPayloadSize();
        maxBlock = options.maxBlock();
        batching = options.batching();
        silenceTimeout = options.silenceTimeout();
        flushTimeout = options.flushTimeout();
        callbackTimeout = options.callbackTimeout();
        pauseTimeout = options.pauseTimeout();
        poisonDrainTimeout = options.poisonDrainTimeout();
        recovery = options.recovery();
        routing = options.routing();
        validateJson = options.validateJson();
        whenFull = options.whenFull();
        failures = options.failures();
    }

    boolean isInflightSizeSet() {
        return maxInflightSize != null;
    }

    long maxInflightSize() {
        return maxInflightSize != null
                ? maxInflightSize
                : defaultInflightSize(subStreams, Runtime.getRuntime().maxMemory());
    }

    /** A service that stops acking must not exhaust the heap of an application that set no limit. */
    static long defaultInflightSize(int subStreams, long maxHeap) {
        return Math.min(INFLIGHT_SIZE_PER_SUB_STREAM * Math.max(1, subStreams), maxHeap / 4);
    }

    /**
     * Sets {@link StreamOptions#subStreams()}.
     *
     * @param value number of sub-streams, 1 to 64
     * @return this builder
     */
    public StreamOptionsBuilder subStreams(int value) {
        subStreams = value;
        return this;
    }

    /**
     * Sets {@link StreamOptions#sharedChannel()}.
     *
     * @param value whether all sub-streams share one connection
     * @return this builder
     */
    public StreamOptionsBuilder sharedChannel(boolean value) {
        sharedChannel = value;
        return this;
    }

    /**
     * Sets {@link StreamOptions#recordType()}.
     *
     * @param value encoding of the records
     * @return this builder
     */
    public StreamOptionsBuilder recordType(RecordType value) {
        recordType = value;
        return this;
    }

    /**
     * Sets {@link StreamOptions#startup()}.
     *
     * @param value whether the first use waits until the stream is open
     * @return this builder
     */
    public StreamOptionsBuilder startup(Startup value) {
        startup = value;
        return this;
    }

    /**
     * Sets {@link StreamOptions#startupTimeout()}.
     *
     * @param value maximum duration of the opening, above zero
     * @return this builder
     */
    public StreamOptionsBuilder startupTimeout(Duration value) {
        startupTimeout = value;
        return this;
    }

    /**
     * Sets {@link StreamOptions#openJitter()}.
     *
     * @param value maximum random delay before each sub-stream opens, zero or more
     * @return this builder
     */
    public StreamOptionsBuilder openJitter(Duration value) {
        openJitter = value;
        return this;
    }

    /**
     * Sets {@link StreamOptions#maxInflightRequests()}.
     *
     * @param value maximum number of unacknowledged requests of the whole stream
     * @return this builder
     */
    public StreamOptionsBuilder maxInflightRequests(int value) {
        maxInflightRequests = value;
        return this;
    }

    /**
     * Sets {@link StreamOptions#maxInflightSize()}.
     *
     * @param bytes maximum size of the unacknowledged records of the whole stream
     * @return this builder
     */
    public StreamOptionsBuilder maxInflightSize(long bytes) {
        maxInflightSize = bytes;
        return this;
    }

    /**
     * Sets {@link StreamOptions#maxPayloadSize()}.
     *
     * @param bytes maximum payload of one request
     * @return this builder
     */
    public StreamOptionsBuilder maxPayloadSize(long bytes) {
        maxPayloadSize = bytes;
        return this;
    }

    /**
     * Sets {@link StreamOptions#maxBlock()}.
     *
     * @param value maximum time that an ingest waits for room, zero or more
     * @return this builder
     */
    public StreamOptionsBuilder maxBlock(Duration value) {
        maxBlock = value;
        return this;
    }

    /**
     * Sets {@link StreamOptions#batching()}.
     *
     * @param value the batching options
     * @return this builder
     */
    public StreamOptionsBuilder batching(BatchingOptions value) {
        batching = value;
        return this;
    }

    /**
     * Changes the batching options, starting from the present ones: {@code batching(b -> b.maxRecords(100))}.
     *
     * @param change called once, at once, with a builder of the present values
     * @return this builder
     * @throws InvalidOptionException if a changed value is invalid
     */
    public StreamOptionsBuilder batching(Consumer<BatchingOptions.Builder> change) {
        BatchingOptions.Builder changed = batching.toBuilder();
        change.accept(changed);
        batching = changed.build();
        return this;
    }

    /**
     * Sets {@link StreamOptions#silenceTimeout()}.
     *
     * @param value maximum time without durable progress, above zero
     * @return this builder
     */
    public StreamOptionsBuilder silenceTimeout(Duration value) {
        silenceTimeout = value;
        return this;
    }

    /**
     * Sets {@link StreamOptions#flushTimeout()}.
     *
     * @param value time limit where a call states none, above zero
     * @return this builder
     */
    public StreamOptionsBuilder flushTimeout(Duration value) {
        flushTimeout = value;
        return this;
    }

    /**
     * Sets {@link StreamOptions#callbackTimeout()}.
     *
     * @param value maximum time that a close waits for callbacks, zero or more
     * @return this builder
     */
    public StreamOptionsBuilder callbackTimeout(Duration value) {
        callbackTimeout = value;
        return this;
    }

    /**
     * Sets {@link StreamOptions#pauseTimeout()}.
     *
     * @param value maximum duration of the pause before a rotation, zero or more; null for no limit beside the
     *     server's
     * @return this builder
     */
    public StreamOptionsBuilder pauseTimeout(@Nullable Duration value) {
        pauseTimeout = value;
        return this;
    }

    /**
     * Sets {@link StreamOptions#poisonDrainTimeout()}.
     *
     * @param value maximum time for draining after poison, zero or more
     * @return this builder
     */
    public StreamOptionsBuilder poisonDrainTimeout(Duration value) {
        poisonDrainTimeout = value;
        return this;
    }

    /**
     * Sets {@link StreamOptions#recovery()}.
     *
     * @param value the recovery options
     * @return this builder
     */
    public StreamOptionsBuilder recovery(RecoveryOptions value) {
        recovery = value;
        return this;
    }

    /**
     * Changes the recovery options, starting from the present ones: {@code recovery(r -> r.maxRetries(10))}.
     *
     * @param change called once, at once, with a builder of the present values
     * @return this builder
     * @throws InvalidOptionException if a changed value is invalid
     */
    public StreamOptionsBuilder recovery(Consumer<RecoveryOptions.Builder> change) {
        RecoveryOptions.Builder changed = recovery.toBuilder();
        change.accept(changed);
        recovery = changed.build();
        return this;
    }

    /**
     * Sets {@link StreamOptions#routing()}.
     *
     * @param value how requests are spread over the sub-streams
     * @return this builder
     */
    public StreamOptionsBuilder routing(Routing value) {
        routing = value;
        return this;
    }

    /**
     * Sets {@link StreamOptions#validateJson()}.
     *
     * @param value whether the syntax of JSON payloads is checked
     * @return this builder
     */
    public StreamOptionsBuilder validateJson(boolean value) {
        validateJson = value;
        return this;
    }

    /**
     * Sets {@link StreamOptions#whenFull()}.
     *
     * @param value what an ingest does when there is no room
     * @return this builder
     */
    public StreamOptionsBuilder whenFull(WhenFull value) {
        whenFull = value;
        return this;
    }

    /**
     * Sets {@link StreamOptions#failures()}.
     *
     * @param value the failure options
     * @return this builder
     */
    public StreamOptionsBuilder failures(FailureOptions value) {
        failures = value;
        return this;
    }

    /**
     * Changes the failure options, starting from the present ones: {@code failures(f -> f.onPoison(OnPoison.REOPEN))}.
     *
     * @param change called once, at once, with a builder of the present values
     * @return this builder
     * @throws InvalidOptionException if a changed value is invalid
     */
    public StreamOptionsBuilder failures(Consumer<FailureOptions.Builder> change) {
        FailureOptions.Builder changed = failures.toBuilder();
        change.accept(changed);
        failures = changed.build();
        return this;
    }

    /**
     * Checks the values and builds the options.
     *
     * @return the options
     * @throws InvalidOptionException if a value is invalid, alone or together with others; the message names the option
     *     and the remedy
     */
    public StreamOptions build() {
        return new StreamOptions(this);
    }
}
