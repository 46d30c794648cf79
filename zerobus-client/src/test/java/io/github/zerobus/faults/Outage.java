package io.github.zerobus.faults;

import io.github.zerobus.ZerobusException;
import io.github.zerobus.auth.HeadersProvider;
import io.github.zerobus.stream.ThrowingCalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;

/**
 * A time in which a headers provider throws, and in which all physical streams are lost at the start.
 *
 * @param start from the start of the load
 * @param duration zero for none
 * @param kind what the provider throws
 */
record Outage(Duration start, Duration duration, int kind) {

    /** The same outage in a part of the time. */
    Outage shortened(int divisor) {
        return new Outage(start, duration.dividedBy(divisor), kind);
    }

    /** Headers that fail while the switch is on. */
    static final class Headers implements HeadersProvider {

        private final Outage outage;
        private volatile boolean failing;

        Headers(Outage outage) {
            this.outage = outage;
        }

        void setFailing(boolean value) {
            failing = value;
        }

        @Override
        public Map<String, String> headers(String table) {
            if (failing) {
                outage.fail();
            }
            return Map.of();
        }
    }

    private void fail() {
        switch (kind) {
            case 0 -> throw new UncheckedIOException(new IOException("timed out"));
            case 1 -> throw new NoClassDefFoundError("com/example/Json");
            case 2 -> throw ZerobusException.transientFailure("the token endpoint is away", null);
            case 3 -> ThrowingCalls.Fault.CHECKED.raise("a headers provider");
            default -> throw new StackOverflowError();
        }
    }
}
