package io.github.zerobus;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Options of one request: its key and its time limit. Immutable and thread-safe; compared by value.
 *
 * @see #none()
 */
public final class SendOptions {

    private static final SendOptions NONE = new SendOptions(null, null);

    private final @Nullable String key;
    private final @Nullable Duration timeLimit;

    private SendOptions(@Nullable String key, @Nullable Duration timeLimit) {
        if (timeLimit != null && (timeLimit.isNegative() || timeLimit.isZero())) {
            throw new IllegalArgumentException("a time limit must be above zero, but is " + timeLimit);
        }
        this.key = key;
        this.timeLimit = timeLimit;
    }

    /**
     * Returns options with no key and with the time limits of the stream.
     *
     * @return the same object at each call
     */
    public static SendOptions none() {
        return NONE;
    }

    /**
     * Returns options with a key.
     *
     * @param key see {@link #key()}
     * @return new options without a time limit
     * @throws IllegalArgumentException if the key is null, since the order of the records would be lost
     */
    public static SendOptions key(String key) {
        return new SendOptions(checked(key), null);
    }

    /**
     * Returns options with a time limit.
     *
     * @param timeLimit see {@link #timeLimit()}
     * @return new options without a key
     * @throws IllegalArgumentException if the limit is not above zero
     */
    public static SendOptions timeLimit(Duration timeLimit) {
        return new SendOptions(null, timeLimit);
    }

    /**
     * Returns these options with another key.
     *
     * @param other see {@link #key()}
     * @return new options with the same time limit
     * @throws IllegalArgumentException if the key is null, since the order of the records would be lost
     */
    public SendOptions withKey(String other) {
        return new SendOptions(checked(other), timeLimit);
    }

    /**
     * Returns these options with another time limit.
     *
     * @param other see {@link #timeLimit()}
     * @return new options with the same key
     * @throws IllegalArgumentException if the limit is not above zero
     */
    public SendOptions withTimeLimit(Duration other) {
        return new SendOptions(key, other);
    }

    private static String checked(String key) {
        if (key == null) {
            throw new IllegalArgumentException("a key is null; use options without a key");
        }
        return key;
    }

    /**
     * Key of the request. Requests with the same key take the same sub-stream, which preserves their order. Accepted
     * only with {@link Routing#KEYED} or a selector that uses keys. The key is not sent to the service.
     *
     * @return the key, or null if the request has none
     */
    public @Nullable String key() {
        return key;
    }

    /**
     * Time limit of the request. It limits the wait for room, if it is shorter than {@code max-block}; the wait of a
     * future for the ack; and both together where the call itself waits for the ack. A request that was admitted stays
     * in flight when its time limit has passed.
     *
     * @return a duration above zero, or null for the limits of the stream
     */
    public @Nullable Duration timeLimit() {
        return timeLimit;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SendOptions that
                && Objects.equals(key, that.key)
                && Objects.equals(timeLimit, that.timeLimit);
    }

    @Override
    public int hashCode() {
        return Objects.hash(key, timeLimit);
    }

    /** Does not contain the key, which may identify a person. */
    @Override
    public String toString() {
        return "SendOptions[" + (key == null ? "no key" : "a key") + ", timeLimit=" + timeLimit + "]";
    }
}
