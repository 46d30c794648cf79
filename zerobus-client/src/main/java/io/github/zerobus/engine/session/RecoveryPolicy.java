package io.github.zerobus.engine.session;

import io.github.zerobus.RecoveryOptions;
import io.github.zerobus.engine.time.Timers;
import java.util.random.RandomGenerator;

/**
 * Limits the attempts of a sub-stream and the backoff between them. Counts attempts without durable progress, so that
 * retries also end with a server that accepts and dies, or accepts and never acks. Owned by the serial executor.
 */
final class RecoveryPolicy {

    private final RecoveryOptions options;
    private final RandomGenerator random;
    private int failedAttempts;

    RecoveryPolicy(RecoveryOptions options, RandomGenerator random) {
        this.options = options;
        this.random = random;
    }

    /** Resets the count after durable progress, or after a long time of being open with nothing pending. */
    void reset() {
        failedAttempts = 0;
    }

    void attemptFailed() {
        failedAttempts++;
    }

    int failedAttempts() {
        return failedAttempts;
    }

    /** Whether another attempt may follow. */
    boolean allowsRetry() {
        return options.enabled() && failedAttempts <= options.maxRetries();
    }

    /** Backoff before the next attempt: none after progress, else random in the upper half of a step that doubles. */
    long nextDelayNanos() {
        if (failedAttempts == 0) {
            return 0;
        }
        long step = Timers.nanos(options.maxBackoff());
        int doublings = failedAttempts - 1;
        if (doublings < Long.numberOfLeadingZeros(Math.max(1, Timers.nanos(options.backoff()))) - 1) {
            step = Math.min(step, Timers.nanos(options.backoff()) << doublings);
        }
        return step / 2 + (long) (random.nextDouble() * (step - step / 2));
    }
}
