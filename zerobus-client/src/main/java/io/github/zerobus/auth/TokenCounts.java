package io.github.zerobus.auth;

import java.util.concurrent.atomic.LongAdder;

/** How token requests ended. */
final class TokenCounts {

    private final LongAdder successes = new LongAdder();
    private final LongAdder failures = new LongAdder();

    void succeeded() {
        successes.increment();
    }

    void failed() {
        failures.increment();
    }

    long successes() {
        return successes.sum();
    }

    long failures() {
        return failures.sum();
    }
}
