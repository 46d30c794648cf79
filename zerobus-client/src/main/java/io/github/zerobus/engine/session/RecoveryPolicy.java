package io.github.zerobus.engine.session;

import io.github.zerobus.RecoveryOptions;
import io.github.zerobus.engine.time.Timers;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Decides whether a sub-stream may try again, and how long it waits before. These are two questions with two counters:
 * durable progress renews the permission to retry, while the wait falls back only after a stable period. Otherwise a
 * server that acks a little and then fails would receive everything again immediately, as often as it fails. Owned by
 * the serial executor.
 */
final class RecoveryPolicy {

    private final RecoveryOptions options;
    private final RandomGenerator random;
    /** Attempts and physical streams without durable progress, since the last progress. */
    private int failures;

    private boolean failing;
    private long failingSince;
    /** Failures and early rotations since the last stable period. */
    private int steps;

    RecoveryPolicy(RecoveryOptions options, RandomGenerator random) {
        this.options = options;
        this.random = random;
    }

    /** Durable progress, or a stable period without anything pending. */
    void progressed() {
        failures = 0;
        failing = false;
    }

    /** A physical stream was open long enough: the backoff starts again at its first step. */
    void stabilized() {
        steps = 0;
    }

    boolean isStable() {
        return steps == 0;
    }

    /**
     * An attempt failed, or an open physical stream was lost.
     *
     * @param afterProgress whether the physical stream made durable progress
     */
    void failed(boolean afterProgress, long now) {
        if (!failing) {
            failing = true;
            failingSince = now;
        }
        if (!afterProgress) {
            failures++;
        }
        steps++;
    }

    /** A physical stream ended by rotation sooner than one backoff after its opening. */
    void rotatedEarly() {
        steps++;
    }

    int failures() {
        return failures;
    }

    /** Time since the first failure after the last progress. */
    long failingNanos(long now) {
        return failing ? now - failingSince : 0;
    }

    /** Whether another attempt may follow. */
    boolean allowsRetry(long now) {
        Integer maxRetries = options.maxRetries();
        return options.enabled() && (maxRetries == null || failures <= maxRetries) && nanosLeft(now) > 0;
    }

    /** Wait before the next attempt. */
    long delayNanos(long now) {
        return Math.min(nanosOfStep(steps), nanosLeft(now));
    }

    /** Wait before an attempt that is immediate unless there was another failure since the last stable period. */
    long laterDelayNanos(long now) {
        return Math.min(nanosOfStep(steps - 1), nanosLeft(now));
    }

    /** Wait after an early rotation, which is no failure and therefore not shortened by a time limit. */
    long rotationDelayNanos() {
        return nanosOfStep(steps - 1);
    }

    private long nanosLeft(long now) {
        Duration limit = options.giveUpAfter();
        return limit == null ? Long.MAX_VALUE : Timers.nanos(limit) - failingNanos(now);
    }

    /** Random time in the upper half of a step; steps double from the first one, which is step 1. */
    private long nanosOfStep(int number) {
        if (number <= 0) {
            return 0;
        }
        long step = Timers.nanos(options.maxBackoff());
        int doublings = number - 1;
        if (doublings < Long.numberOfLeadingZeros(Math.max(1, Timers.nanos(options.backoff()))) - 1) {
            step = Math.min(step, Timers.nanos(options.backoff()) << doublings);
        }
        return step / 2 + (long) (random.nextDouble() * (step - step / 2));
    }
}
