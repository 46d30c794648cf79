package io.github.zerobus;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a sub-stream recovers after it has lost its connection, or could not open one. Part of {@link StreamOptions}.
 * Immutable and thread-safe; compared by value.
 */
public final class RecoveryOptions {

    private final boolean enabled;
    private final Duration timeout;
    private final Duration backoff;
    private final Duration maxBackoff;
    private final @Nullable Integer maxRetries;
    private final @Nullable Duration giveUpAfter;
    private final Duration resetAfter;

    private RecoveryOptions(Builder builder) {
        enabled = builder.enabled;
        timeout = builder.timeout;
        backoff = builder.backoff;
        maxBackoff = builder.maxBackoff;
        maxRetries = builder.maxRetries;
        giveUpAfter = builder.giveUpAfter;
        resetAfter = builder.resetAfter;
        InvalidOptionException.checkPositive("recovery.timeout", timeout);
        InvalidOptionException.checkNotNegative("recovery.backoff", backoff);
        InvalidOptionException.check(
                maxBackoff.compareTo(backoff) >= 0,
                "recovery.max-backoff",
                maxBackoff,
                "choose at least 'recovery.backoff', which is " + backoff);
        if (maxRetries != null) {
            InvalidOptionException.check(maxRetries >= 0, "recovery.max-retries", maxRetries, "choose 0 or more");
        }
        if (giveUpAfter != null) {
            InvalidOptionException.checkPositive("recovery.give-up-after", giveUpAfter);
        }
        InvalidOptionException.checkPositive("recovery.reset-after", resetAfter);
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
     * Whether a sub-stream retries at all. If not, the first failure ends it and so poisons the stream. Default: true.
     *
     * @return whether recovery is on
     */
    public boolean enabled() {
        return enabled;
    }

    /**
     * Maximum duration of one attempt to open a physical stream. Default: 15 seconds.
     *
     * @return a duration above zero
     */
    public Duration timeout() {
        return timeout;
    }

    /**
     * First backoff between attempts. It doubles with each failure; each wait is drawn from the upper half of its step.
     * It starts again after {@link #resetAfter()}. Physical streams that end sooner than this one after the other are
     * also opened with the backoff, although a rotation is no failure. Default: 2 seconds.
     *
     * @return a duration of zero or more
     */
    public Duration backoff() {
        return backoff;
    }

    /**
     * Maximum backoff between attempts. Default: 30 seconds.
     *
     * @return a duration of at least {@link #backoff()}
     */
    public Duration maxBackoff() {
        return maxBackoff;
    }

    /**
     * Maximum number of retries without durable progress, after which a sub-stream ends and so poisons the stream.
     * Default: none, a transient failure is retried until the stream is closed.
     *
     * @return a number of zero or more, or null for no limit
     */
    public @Nullable Integer maxRetries() {
        return maxRetries;
    }

    /**
     * Maximum time from the first failure without durable progress to the start of the last attempt, after which a
     * sub-stream ends and so poisons the stream. Default: none, a transient failure is retried until the stream is
     * closed.
     *
     * @return a duration above zero, or null for no limit
     */
    public @Nullable Duration giveUpAfter() {
        return giveUpAfter;
    }

    /**
     * How long a physical stream must be open, with durable progress or with nothing pending, until the backoff starts
     * again at its first step. With nothing pending this also resets the count of retries. Default: 15 seconds.
     *
     * @return a duration above zero
     */
    public Duration resetAfter() {
        return resetAfter;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RecoveryOptions that
                && enabled == that.enabled
                && timeout.equals(that.timeout)
                && backoff.equals(that.backoff)
                && maxBackoff.equals(that.maxBackoff)
                && Objects.equals(maxRetries, that.maxRetries)
                && Objects.equals(giveUpAfter, that.giveUpAfter)
                && resetAfter.equals(that.resetAfter);
    }

    @Override
    public int hashCode() {
        return Objects.hash(enabled, timeout, backoff, maxBackoff, maxRetries, giveUpAfter, resetAfter);
    }

    @Override
    public String toString() {
        return "RecoveryOptions[enabled=" + enabled + ", timeout=" + timeout + ", backoff=" + backoff + ", maxBackoff="
                + maxBackoff + ", maxRetries=" + maxRetries + ", giveUpAfter=" + giveUpAfter + ", resetAfter="
                + resetAfter + "]";
    }

    /** Builds {@link RecoveryOptions}. Not thread-safe. */
    public static final class Builder {

        private boolean enabled = true;
        private Duration timeout = Duration.ofSeconds(15);
        private Duration backoff = Duration.ofSeconds(2);
        private Duration maxBackoff = Duration.ofSeconds(30);
        private @Nullable Integer maxRetries;
        private @Nullable Duration giveUpAfter;
        private Duration resetAfter = Duration.ofSeconds(15);

        Builder() {}

        private Builder(RecoveryOptions options) {
            enabled = options.enabled;
            timeout = options.timeout;
            backoff = options.backoff;
            maxBackoff = options.maxBackoff;
            maxRetries = options.maxRetries;
            giveUpAfter = options.giveUpAfter;
            resetAfter = options.resetAfter;
        }

        /**
         * Sets {@link RecoveryOptions#enabled()}.
         *
         * @param value whether a sub-stream retries at all
         * @return this builder
         */
        public Builder enabled(boolean value) {
            enabled = value;
            return this;
        }

        /**
         * Sets {@link RecoveryOptions#timeout()}.
         *
         * @param value maximum duration of one attempt, above zero
         * @return this builder
         */
        public Builder timeout(Duration value) {
            timeout = value;
            return this;
        }

        /**
         * Sets {@link RecoveryOptions#backoff()}.
         *
         * @param value first backoff, zero or more
         * @return this builder
         */
        public Builder backoff(Duration value) {
            backoff = value;
            return this;
        }

        /**
         * Sets {@link RecoveryOptions#maxBackoff()}.
         *
         * @param value maximum backoff, at least the first one
         * @return this builder
         */
        public Builder maxBackoff(Duration value) {
            maxBackoff = value;
            return this;
        }

        /**
         * Sets {@link RecoveryOptions#maxRetries()}.
         *
         * @param value maximum number of retries, zero or more; null for no limit
         * @return this builder
         */
        public Builder maxRetries(@Nullable Integer value) {
            maxRetries = value;
            return this;
        }

        /**
         * Sets {@link RecoveryOptions#giveUpAfter()}.
         *
         * @param value maximum time without durable progress, above zero; null for no limit
         * @return this builder
         */
        public Builder giveUpAfter(@Nullable Duration value) {
            giveUpAfter = value;
            return this;
        }

        /**
         * Sets {@link RecoveryOptions#resetAfter()}.
         *
         * @param value time after which a physical stream counts as stable, above zero
         * @return this builder
         */
        public Builder resetAfter(Duration value) {
            resetAfter = value;
            return this;
        }

        /**
         * Checks the values and builds the options.
         *
         * @return the options
         * @throws InvalidOptionException if a value is invalid; the message names the option and the remedy
         */
        public RecoveryOptions build() {
            return new RecoveryOptions(this);
        }
    }
}
