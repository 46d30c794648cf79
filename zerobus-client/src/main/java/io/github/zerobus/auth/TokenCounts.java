package io.github.zerobus.auth;

import java.util.concurrent.atomic.LongAdder;

/** Counts the outcomes of token requests. Thread-safe. */
final class TokenCounts {

    private final LongAdder successes = new LongAdder();
    private final LongAdder failures = new LongAdder();

    void succeeded() {
        successes.increment();
    }

    void failed() {
        failures.increment();
    }

    TokenSnapshot snapshot() {
        return new TokenSnapshot(successes.sum(), failures.sum());
    }
}
