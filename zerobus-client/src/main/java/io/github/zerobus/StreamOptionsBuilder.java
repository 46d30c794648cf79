package io.github.zerobus;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Collects the values of {@link StreamOptions}, whose components say what each of them means. Not thread-safe. */
public final class StreamOptionsBuilder {

    private int subStreams = 4;
    private boolean sharedChannel;
    private RecordType recordType = RecordType.JSON;
    private Startup startup = Startup.WAIT;
    private Duration startupTimeout = Duration.ofSeconds(30);
    private Duration openJitter = Duration.ofSeconds(1);
    private int maxInflightRequests = 1_000_000;
    private @Nullable Long maxInflightSize;
    private long maxPayloadSize = 10_420_224;
    private Duration maxBlock = Duration.ofSeconds(30);
    private StreamOptions.Batching batching = new StreamOptions.Batching(256, 256 * 1024);
    private Duration silenceTimeout = Duration.ofSeconds(60);
    private Duration flushTimeout = Duration.ofMinutes(5);
    private Duration callbackTimeout = Duration.ofSeconds(5);
    private @Nullable Duration pauseTimeout;
    private Duration poisonDrainTimeout = Duration.ofSeconds(10);
    private Duration shutdownTimeout = Duration.ofSeconds(20);
    private StreamOptions.Recovery recovery = new StreamOptions.Recovery(
            true, Duration.ofSeconds(15), Duration.ofSeconds(2), Duration.ofSeconds(30), 4, Duration.ofSeconds(15));
    private Routing routing = Routing.ROUND_ROBIN;
    private boolean validateJson = true;

    StreamOptionsBuilder() {}

    StreamOptionsBuilder(StreamOptions options) {
        subStreams = options.subStreams();
        sharedChannel = options.sharedChannel();
        recordType = options.recordType();
        startup = options.startup();
        startupTimeout = options.startupTimeout();
        openJitter = options.openJitter();
        maxInflightRequests = options.maxInflightRequests();
        maxInflightSize = options.maxInflightSize();
        maxPayloadSize = options.maxPayloadSize();
        maxBlock = options.maxBlock();
        batching = options.batching();
        silenceTimeout = options.silenceTimeout();
        flushTimeout = options.flushTimeout();
        callbackTimeout = options.callbackTimeout();
        pauseTimeout = options.pauseTimeout();
        poisonDrainTimeout = options.poisonDrainTimeout();
        shutdownTimeout = options.shutdownTimeout();
        recovery = options.recovery();
        routing = options.routing();
        validateJson = options.validateJson();
    }

    /** Number of sub-streams, 1 to 64. */
    public StreamOptionsBuilder subStreams(int value) {
        subStreams = value;
        return this;
    }

    /** Whether all sub-streams share one connection. */
    public StreamOptionsBuilder sharedChannel(boolean value) {
        sharedChannel = value;
        return this;
    }

    /** Kind of the records. */
    public StreamOptionsBuilder recordType(RecordType value) {
        recordType = value;
        return this;
    }

    /** Whether records wait for the opening. */
    public StreamOptionsBuilder startup(Startup value) {
        startup = value;
        return this;
    }

    /** Longest that opening may take. */
    public StreamOptionsBuilder startupTimeout(Duration value) {
        startupTimeout = value;
        return this;
    }

    /** Upper bound of the random delay before a sub-stream opens. */
    public StreamOptionsBuilder openJitter(Duration value) {
        openJitter = value;
        return this;
    }

    /** Unacked requests of the whole stream. */
    public StreamOptionsBuilder maxInflightRequests(int value) {
        maxInflightRequests = value;
        return this;
    }

    /** Unacked bytes of the whole stream; while never set, 32 MiB for each sub-stream. */
    public StreamOptionsBuilder maxInflightSize(long bytes) {
        maxInflightSize = bytes;
        return this;
    }

    /** Largest request in bytes of payload. */
    public StreamOptionsBuilder maxPayloadSize(long bytes) {
        maxPayloadSize = bytes;
        return this;
    }

    /** Longest that an ingest waits for room. */
    public StreamOptionsBuilder maxBlock(Duration value) {
        maxBlock = value;
        return this;
    }

    /** How single records travel together; see {@link StreamOptions.Batching}. */
    public StreamOptionsBuilder batching(int maxRecords, long maxSize) {
        batching = new StreamOptions.Batching(maxRecords, maxSize);
        return this;
    }

    /** Longest without durable progress while something is sent. */
    public StreamOptionsBuilder silenceTimeout(Duration value) {
        silenceTimeout = value;
        return this;
    }

    /** Limit of flush, close and await where the call gives none. */
    public StreamOptionsBuilder flushTimeout(Duration value) {
        flushTimeout = value;
        return this;
    }

    /** Longest that close waits for callbacks. */
    public StreamOptionsBuilder callbackTimeout(Duration value) {
        callbackTimeout = value;
        return this;
    }

    /** Upper bound of a pause before a rotation; {@code null} is as the server says. */
    public StreamOptionsBuilder pauseTimeout(@Nullable Duration value) {
        pauseTimeout = value;
        return this;
    }

    /** Longest that healthy sub-streams go on after poison. */
    public StreamOptionsBuilder poisonDrainTimeout(Duration value) {
        poisonDrainTimeout = value;
        return this;
    }

    /** Longest that closing may take at application shutdown. */
    public StreamOptionsBuilder shutdownTimeout(Duration value) {
        shutdownTimeout = value;
        return this;
    }

    /** How a sub-stream gets its connection back. */
    public StreamOptionsBuilder recovery(StreamOptions.Recovery value) {
        recovery = value;
        return this;
    }

    /** How requests find their sub-stream. */
    public StreamOptionsBuilder routing(Routing value) {
        routing = value;
        return this;
    }

    /** Whether JSON payloads are checked before admission. */
    public StreamOptionsBuilder validateJson(boolean value) {
        validateJson = value;
        return this;
    }

    /**
     * The options.
     *
     * @throws io.github.zerobus.InvalidOptionException if a value cannot be; the message names it and the remedy
     */
    public StreamOptions build() {
        long size = maxInflightSize != null
                ? maxInflightSize
                : StreamOptions.DEFAULT_INFLIGHT_SIZE_PER_SUB_STREAM * Math.max(1, subStreams);
        return new StreamOptions(
                subStreams,
                sharedChannel,
                recordType,
                startup,
                startupTimeout,
                openJitter,
                maxInflightRequests,
                size,
                maxPayloadSize,
                maxBlock,
                batching,
                silenceTimeout,
                flushTimeout,
                callbackTimeout,
                pauseTimeout,
                poisonDrainTimeout,
                shutdownTimeout,
                recovery,
                routing,
                validateJson);
    }
}
