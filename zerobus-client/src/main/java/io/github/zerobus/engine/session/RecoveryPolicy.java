package io.github.zerobus.engine.session;

import io.github.zerobus.RecoveryOptions;
import io.github.zerobus.engine.time.Timers;
import java.util.random.RandomGenerator;

/**
 * How often a sub-stream tries, and how long it waits between tries. Counts tries without durable progress, so that a
 * server which accepts and dies, or accepts and never acks, comes to an end too. Owned by the serial executor.
 */
final class RecoveryPolicy {

    private final RecoveryOptions options;
    private final RandomGenerator random;
    private int failedTries;

    RecoveryPolicy(RecoveryOptions options, RandomGenerator random) {
        this.options = options;
        this.random = random;
    }

    /** Durable progress, or a long enough time of being open with nothing pending. */
    void reset() {
        failedTries = 0;
    }

    void tryFailed() {
        failedTries++;
    }

    int failedTries() {
        return failedTries;
    }

    /** Whether another try may follow. */
    boolean mayTry() {
        return options.enabled() && failedTries <= options.maxRetries();
    }

    /** Wait before the next try: none after progress, else drawn from the upper half of a step that doubles. */
    long nextDelayNanos() {
        if (failedTries == 0) {
            return 0;
        }
        long step = Timers.nanos(options.maxBackoff());
        int doublings = failedTries - 1;
        if (doublings < Long.numberOfLeadingZeros(Math.max(1, Timers.nanos(options.backoff()))) - 1) {
            step = Math.min(step, Timers.nanos(options.backoff()) << doublings);
        }
        return step / 2 + (long) (random.nextDouble() * (step - step / 2));
    }
}
