package io.github.zerobus;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Every limit and time-out of a stream. Immutable; checked once, when it is made. {@link #builder()} starts from the
 * defaults, {@link #toBuilder()} from these values.
 *
 * @param subStreams number of sub-streams, 1 to 64; default 4
 * @param sharedChannel whether all sub-streams share one connection; default false
 * @param recordType kind of the records; default JSON
 * @param startup whether records wait for the opening; default WAIT
 * @param startupTimeout longest that opening may take; default 30 s
 * @param openJitter sub-streams open after a random delay up to this, none if there is only one; default 1 s
 * @param maxInflightRequests unacked requests of the whole stream; default 1,000,000
 * @param maxInflightSize unacked bytes of the whole stream, payload plus 64 a record; default 32 MiB a sub-stream
 * @param maxPayloadSize largest request in bytes of payload; default 10,420,224, which is 64 KiB below the service's
 * @param maxBlock longest that an ingest waits for room; default 30 s
 * @param batching how single records travel together
 * @param silenceTimeout longest without durable progress while something is sent; default 60 s
 * @param flushTimeout limit of flush, close and await where the call gives none; default 5 min
 * @param callbackTimeout longest that close waits for callbacks; default 5 s
 * @param pauseTimeout upper bound of a pause before a rotation; default as the server says
 * @param poisonDrainTimeout longest that healthy sub-streams go on after poison; default 10 s
 * @param shutdownTimeout longest that closing may take at application shutdown; default 20 s
 * @param recovery how a sub-stream gets its connection back
 * @param routing how requests find their sub-stream; default ROUND_ROBIN
 * @param validateJson whether JSON payloads are checked before admission; default true
 */
public record StreamOptions(
        int subStreams,
        boolean sharedChannel,
        RecordType recordType,
        Startup startup,
        Duration startupTimeout,
        Duration openJitter,
        int maxInflightRequests,
        long maxInflightSize,
        long maxPayloadSize,
        Duration maxBlock,
        Batching batching,
        Duration silenceTimeout,
        Duration flushTimeout,
        Duration callbackTimeout,
        @Nullable Duration pauseTimeout,
        Duration poisonDrainTimeout,
        Duration shutdownTimeout,
        Recovery recovery,
        Routing routing,
        boolean validateJson) {

    /** What each record costs beside its payload in {@code maxInflightSize}. */
    public static final int RECORD_OVERHEAD = 64;

    /** Default of {@code maxInflightSize} for each sub-stream. */
    public static final long DEFAULT_INFLIGHT_SIZE_PER_SUB_STREAM = 32L * 1024 * 1024;

    /** Checks all values, alone and together. */
    public StreamOptions {
        check(
                subStreams >= 1 && subStreams <= MessageId.MAX_SUB_STREAMS,
                "sub-streams",
                subStreams,
                "choose 1 to " + MessageId.MAX_SUB_STREAMS);
        checkPositive("startup-timeout", startupTimeout);
        checkNotNegative("open-jitter", openJitter);
        check(maxPayloadSize >= 1, "max-payload-size", maxPayloadSize, "choose at least 1 byte");
        check(
                maxPayloadSize <= Integer.MAX_VALUE - 65_536,
                "max-payload-size",
                maxPayloadSize,
                "choose less than 2 GiB; the service takes 10 MiB");
        checkShares(subStreams, maxInflightRequests, maxInflightSize, maxPayloadSize);
        checkNotNegative("max-block", maxBlock);
        checkPositive("silence-timeout", silenceTimeout);
        checkPositive("flush-timeout", flushTimeout);
        checkNotNegative("callback-timeout", callbackTimeout);
        if (pauseTimeout != null) {
            checkNotNegative("pause-timeout", pauseTimeout);
        }
        checkNotNegative("poison-drain-timeout", poisonDrainTimeout);
        checkPositive("shutdown-timeout", shutdownTimeout);
    }

    /**
     * How single records that wait while the transport is busy travel together. A record that comes alone leaves at once;
     * behind a message of several the next one gathers for 50 microseconds, unless it is half full.
     *
     * @param maxRecords most records of one wire message, 1 switches batching off; default 256
     * @param maxSize most bytes of one wire message of several records, all included; default 256 KiB
     */
    public record Batching(int maxRecords, long maxSize) {

        /** Checks both values. */
        public Batching {
            check(
                    maxRecords >= 1,
                    "batching.max-records",
                    maxRecords,
                    "choose at least 1, which switches batching off");
            check(maxSize >= 1, "batching.max-size", maxSize, "choose at least 1 byte");
        }
    }

    /**
     * How a sub-stream gets its connection back.
     *
     * @param enabled whether it tries at all; default true
     * @param timeout limit of one attempt; default 15 s
     * @param backoff first wait between attempts, doubled each time; each wait is drawn from its upper half; default 2 s
     * @param maxBackoff longest wait between attempts; default 30 s
     * @param maxRetries tries after the first one without durable progress; default 4
     * @param resetAfter being open this long with nothing pending counts as progress; default 15 s
     */
    public record Recovery(
            boolean enabled,
            Duration timeout,
            Duration backoff,
            Duration maxBackoff,
            int maxRetries,
            Duration resetAfter) {

        /** Checks all values, alone and together. */
        public Recovery {
            checkPositive("recovery.timeout", timeout);
            checkNotNegative("recovery.backoff", backoff);
            check(
                    maxBackoff.compareTo(backoff) >= 0,
                    "recovery.max-backoff",
                    maxBackoff,
                    "choose at least recovery.backoff, which is " + backoff);
            check(maxRetries >= 0, "recovery.max-retries", maxRetries, "choose 0 or more");
            checkPositive("recovery.reset-after", resetAfter);
        }
    }

    /** A builder that starts from the defaults. */
    public static StreamOptionsBuilder builder() {
        return new StreamOptionsBuilder();
    }

    /** A builder that starts from these values. */
    public StreamOptionsBuilder toBuilder() {
        return new StreamOptionsBuilder(this);
    }

    /** The defaults. */
    public static StreamOptions defaults() {
        return builder().build();
    }

    /** In-flight requests that one sub-stream may hold: an even share, rounded down. */
    public int requestsPerSubStream() {
        return maxInflightRequests / subStreams;
    }

    /** In-flight bytes that one sub-stream may hold: an even share, rounded down. */
    public long bytesPerSubStream() {
        return maxInflightSize / subStreams;
    }

    private static void checkShares(int subStreams, int requests, long size, long payload) {
        check(
                requests / subStreams >= 1,
                "max-inflight-requests",
                requests,
                "each of the " + subStreams + " sub-streams (sub-streams) needs room for one request;"
                        + " choose at least " + subStreams + " or fewer sub-streams");
        check(
                size / subStreams >= payload + RECORD_OVERHEAD,
                "max-inflight-size",
                size,
                "each of the " + subStreams + " sub-streams (sub-streams) gets " + size / subStreams
                        + " bytes, which must hold one request of max-payload-size " + payload + " and "
                        + RECORD_OVERHEAD + " bytes more; raise max-inflight-size to "
                        + (payload + RECORD_OVERHEAD) * subStreams + ", or lower max-payload-size or sub-streams");
    }

    private static void check(boolean valid, String option, Object value, String remedy) {
        if (!valid) {
            throw new InvalidOptionException(option, value, remedy);
        }
    }

    private static void checkPositive(String option, Duration value) {
        check(!value.isNegative() && !value.isZero(), option, value, "choose a time above zero");
    }

    private static void checkNotNegative(String option, Duration value) {
        check(!value.isNegative(), option, value, "choose zero or more");
    }
}
