package io.github.zerobus;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What happens after a failure that no retry of a sub-stream resolves. Part of {@link StreamOptions}. Immutable and
 * thread-safe; compared by value.
 */
public final class FailureOptions {

    private final OnPoison onPoison;
    private final Duration reopenBackoff;
    private final Duration reopenMaxBackoff;
    private final BadRecordAction badRecords;
    private final int maxBadRecordsPerMinute;

    private FailureOptions(Builder builder) {
        onPoison = builder.onPoison;
        reopenBackoff = builder.reopenBackoff;
        reopenMaxBackoff = builder.reopenMaxBackoff;
        badRecords = builder.badRecords;
        maxBadRecordsPerMinute = builder.maxBadRecordsPerMinute;
        InvalidOptionException.checkPositive("reopen.backoff", reopenBackoff);
        InvalidOptionException.check(
                reopenMaxBackoff.compareTo(reopenBackoff) >= 0,
                "reopen.max-backoff",
                reopenMaxBackoff,
                "choose at least 'reopen.backoff', which is " + reopenBackoff);
        InvalidOptionException.check(
                maxBadRecordsPerMinute >= 1,
                "bad-records.max-per-minute",
                maxBadRecordsPerMinute,
                "choose 1 or more, or the action 'poison'");
    }

    /**
     * Returns a builder that starts from the defaults.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns a builder that starts from these values.
     *
     * @return a new builder
     */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /**
     * What a poisoned stream does. Default: {@link OnPoison#HALT}.
     *
     * @return the action
     */
    public OnPoison onPoison() {
        return onPoison;
    }

    /**
     * First wait before a poisoned stream reopens automatically. It doubles with each attempt; half of each wait is
     * random. It starts again after durable progress. Default: 5 seconds.
     *
     * @return a duration above zero
     */
    public Duration reopenBackoff() {
        return reopenBackoff;
    }

    /**
     * Maximum wait before a poisoned stream reopens automatically. Causes that lie in grants or in the configuration
     * wait this long from the first attempt on. Default: 5 minutes.
     *
     * @return a duration of at least {@link #reopenBackoff()}
     */
    public Duration reopenMaxBackoff() {
        return reopenMaxBackoff;
    }

    /**
     * What happens when the service refuses a record. Default: {@link BadRecordAction#POISON}.
     *
     * @return the action
     */
    public BadRecordAction badRecords() {
        return badRecords;
    }

    /**
     * Maximum number of refused records per minute, beyond which the stream is poisoned: a table that was changed would
     * refuse all of them. Default: 100.
     *
     * @return a number of 1 or more
     */
    public int maxBadRecordsPerMinute() {
        return maxBadRecordsPerMinute;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FailureOptions that
                && onPoison == that.onPoison
                && reopenBackoff.equals(that.reopenBackoff)
                && reopenMaxBackoff.equals(that.reopenMaxBackoff)
                && badRecords == that.badRecords
                && maxBadRecordsPerMinute == that.maxBadRecordsPerMinute;
    }

    @Override
    public int hashCode() {
        return Objects.hash(onPoison, reopenBackoff, reopenMaxBackoff, badRecords, maxBadRecordsPerMinute);
    }

    @Override
    public String toString() {
        return "FailureOptions[onPoison=" + onPoison + ", reopenBackoff=" + reopenBackoff + ", reopenMaxBackoff="
                + reopenMaxBackoff + ", badRecords=" + badRecords + ", maxBadRecordsPerMinute="
                + maxBadRecordsPerMinute + "]";
    }

    /** Builds {@link FailureOptions}. Not thread-safe. */
    public static final class Builder {

        private OnPoison onPoison = OnPoison.HALT;
        private Duration reopenBackoff = Duration.ofSeconds(5);
        private Duration reopenMaxBackoff = Duration.ofMinutes(5);
        private BadRecordAction badRecords = BadRecordAction.POISON;
        private int maxBadRecordsPerMinute = 100;

        Builder() {}

        private Builder(FailureOptions options) {
            onPoison = options.onPoison;
            reopenBackoff = options.reopenBackoff;
            reopenMaxBackoff = options.reopenMaxBackoff;
            badRecords = options.badRecords;
            maxBadRecordsPerMinute = options.maxBadRecordsPerMinute;
        }

        /**
         * Sets {@link FailureOptions#onPoison()}.
         *
         * @param value what a poisoned stream does
         * @return this builder
         */
        public Builder onPoison(OnPoison value) {
            onPoison = value;
            return this;
        }

        /**
         * Sets {@link FailureOptions#reopenBackoff()}.
         *
         * @param value first wait before a reopening, above zero
         * @return this builder
         */
        public Builder reopenBackoff(Duration value) {
            reopenBackoff = value;
            return this;
        }

        /**
         * Sets {@link FailureOptions#reopenMaxBackoff()}.
         *
         * @param value maximum wait before a reopening, at least the first one
         * @return this builder
         */
        public Builder reopenMaxBackoff(Duration value) {
            reopenMaxBackoff = value;
            return this;
        }

        /**
         * Sets {@link FailureOptions#badRecords()}.
         *
         * @param value what happens when the service refuses a record
         * @return this builder
         */
        public Builder badRecords(BadRecordAction value) {
            badRecords = value;
            return this;
        }

        /**
         * Sets {@link FailureOptions#maxBadRecordsPerMinute()}.
         *
         * @param value maximum number of refused records per minute, 1 or more
         * @return this builder
         */
        public Builder maxBadRecordsPerMinute(int value) {
            maxBadRecordsPerMinute = value;
            return this;
        }

        /**
         * Checks the values and builds the options.
         *
         * @return the options
         * @throws InvalidOptionException if a value is invalid; the message names the option and the remedy
         */
        public FailureOptions build() {
            return new FailureOptions(this);
        }
    }
}
