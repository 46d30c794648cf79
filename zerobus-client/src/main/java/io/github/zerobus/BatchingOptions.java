package io.github.zerobus;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How single records share wire messages. Part of {@link StreamOptions}. Immutable and thread-safe; compared by value.
 *
 * <p>Records that are queued while the transport is busy leave together. A record that arrives alone leaves at once;
 * after a message of several records, the next message is held back for 50 microseconds unless it is half full.
 */
public final class BatchingOptions {

    private final int maxRecords;
    private final long maxSize;

    private BatchingOptions(Builder builder) {
        maxRecords = builder.maxRecords;
        maxSize = builder.maxSize;
        InvalidOptionException.check(
                maxRecords >= 1, "batching.max-records", maxRecords, "choose at least 1, which switches batching off");
        InvalidOptionException.check(maxSize >= 1, "batching.max-size", maxSize, "choose at least 1 byte");
        // A larger message would be refused under load only, which poisons the stream.
        InvalidOptionException.check(
                maxSize <= StreamOptions.LARGEST_REQUEST,
                "batching.max-size",
                maxSize,
                "the service takes " + StreamOptions.LARGEST_REQUEST + " bytes; choose at most as many");
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
        return new Builder().maxRecords(maxRecords).maxSize(maxSize);
    }

    /**
     * Maximum number of records of one wire message; 1 switches batching off. Default: 256.
     *
     * @return a number of at least 1
     */
    public int maxRecords() {
        return maxRecords;
    }

    /**
     * Maximum size in bytes of a wire message of several records, envelope included. A single record may be larger.
     * Default: 256 KiB.
     *
     * @return 1 byte to 10 MiB
     */
    public long maxSize() {
        return maxSize;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BatchingOptions that && maxRecords == that.maxRecords && maxSize == that.maxSize;
    }

    @Override
    public int hashCode() {
        return Objects.hash(maxRecords, maxSize);
    }

    @Override
    public String toString() {
        return "BatchingOptions[maxRecords=" + maxRecords + ", maxSize=" + maxSize + "]";
    }

    /** Builds {@link BatchingOptions}. Not thread-safe. */
    public static final class Builder {

        private int maxRecords = 256;
        private long maxSize = 256 * 1024;

        Builder() {}

        /**
         * Sets {@link BatchingOptions#maxRecords()}.
         *
         * @param value maximum number of records of one wire message, at least 1
         * @return this builder
         */
        public Builder maxRecords(int value) {
            maxRecords = value;
            return this;
        }

        /**
         * Sets {@link BatchingOptions#maxSize()}.
         *
         * @param bytes maximum size of a wire message of several records, 1 byte to 10 MiB
         * @return this builder
         */
        public Builder maxSize(long bytes) {
            maxSize = bytes;
            return this;
        }

        /**
         * Checks the values and builds the options.
         *
         * @return the options
         * @throws InvalidOptionException if a value is invalid; the message names the option and the remedy
         */
        public BatchingOptions build() {
            return new BatchingOptions(this);
        }
    }
}
