package io.github.zerobus.auth;

import io.netty.handler.codec.DateFormatter;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The pause that a token endpoint asks for by {@code Retry-After} (docs/protocol.md#2.2). It holds for all tables of a
 * provider. Thread-safe.
 */
final class RetryAfter {

    private static final Duration MAX = Duration.ofSeconds(60);

    private final TokenClock clock;
    private final AtomicReference<@Nullable Pause> pause = new AtomicReference<>();

    RetryAfter(TokenClock clock) {
        this.clock = clock;
    }

    /**
     * The rest of a pause.
     *
     * @param status status of the response that asked for it
     * @param rest time until the next request
     */
    record Rest(int status, Duration rest) {}

    private record Pause(int status, TokenClock.Mark start, long nanos) {}

    /** Starts a pause if a response asks for one, of at most a minute. */
    void answered(HttpReply reply) {
        String value = reply.retryAfter();
        if (value == null || (reply.status() != 429 && reply.status() != 503)) {
            return;
        }
        Duration asked = duration(value.strip());
        if (asked.compareTo(Duration.ZERO) > 0) {
            pause.set(new Pause(reply.status(), clock.mark(), (asked.compareTo(MAX) > 0 ? MAX : asked).toNanos()));
        }
    }

    /** Accepts seconds and dates; anything else is no pause. */
    private Duration duration(String value) {
        if (value.matches("[0-9]+")) {
            return value.length() > 9 ? MAX : Duration.ofSeconds(Long.parseLong(value));
        }
        Date date = DateFormatter.parseHttpDate(value);
        return date == null ? Duration.ZERO : Duration.between(clock.wall().instant(), date.toInstant());
    }

    /** Returns the rest of the pause; empty if a request may be sent. */
    Optional<Rest> rest() {
        Pause current = pause.get();
        if (current == null) {
            return Optional.empty();
        }
        long left = current.nanos() - clock.since(current.start());
        return left > 0 ? Optional.of(new Rest(current.status(), Duration.ofNanos(left))) : Optional.empty();
    }
}
