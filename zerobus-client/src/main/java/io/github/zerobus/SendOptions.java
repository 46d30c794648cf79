package io.github.zerobus;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one request is sent with. Immutable.
 *
 * @param key requests with the same key go over the same sub-stream, which keeps their order; for {@code routing: keyed}
 *     or a selector that takes keys, refused otherwise. It is not sent
 * @param timeLimit longest that the call waits for room, if that is less than {@code max-block}, and that its future, if
 *     it gives one, waits for the ack; for both together where the call itself waits for the ack; {@code flush-timeout} if
 *     null. What was admitted stays in flight after that
 */
public record SendOptions(@Nullable String key, @Nullable Duration timeLimit) {

    private static final SendOptions NONE = new SendOptions(null, null);

    /** Checks the values. */
    public SendOptions {
        if (timeLimit != null && (timeLimit.isNegative() || timeLimit.isZero())) {
            throw new IllegalArgumentException("a time limit of " + timeLimit + " leaves no time; give one above zero");
        }
    }

    /** No key, and the time limits of the stream. */
    public static SendOptions none() {
        return NONE;
    }

    /** With a key. */
    public static SendOptions key(String key) {
        return new SendOptions(key, null);
    }

    /** With a time limit. */
    public static SendOptions timeLimit(Duration timeLimit) {
        return new SendOptions(null, timeLimit);
    }

    /** The same with another key. */
    public SendOptions withKey(String other) {
        return new SendOptions(other, timeLimit);
    }

    /** The same with another time limit. */
    public SendOptions withTimeLimit(Duration other) {
        return new SendOptions(key, other);
    }

    /** Without the key, which may be an identity. */
    @Override
    public String toString() {
        return "SendOptions[" + (key == null ? "no key" : "a key") + ", timeLimit=" + timeLimit + "]";
    }
}
