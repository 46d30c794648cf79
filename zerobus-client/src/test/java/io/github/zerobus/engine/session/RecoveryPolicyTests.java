package io.github.zerobus.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.RecoveryOptions;
import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RecoveryPolicyTests {

    private static RecoveryPolicy policy(double fraction, int retries) {
        RandomGenerator random = new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public double nextDouble() {
                return fraction;
            }
        };
        return new RecoveryPolicy(RecoveryOptions.builder().maxRetries(retries).build(), random);
    }

    private static RecoveryPolicy policy(RecoveryOptions.Builder options) {
        return new RecoveryPolicy(options.build(), new Random(1));
    }

    private static void fail(RecoveryPolicy policy, int times) {
        for (int i = 0; i < times; i++) {
            policy.failed(false, 0);
        }
    }

    @Test
    void delayDoublesUpToMaximumAndIsDrawnFromUpperHalf() {
        RecoveryPolicy lowest = policy(0, 100);
        RecoveryPolicy highest = policy(0.999_999_999, 100);
        assertThat(lowest.delayNanos(0)).isZero();
        for (long step : new long[] {2, 4, 8, 16, 30, 30, 30}) {
            fail(lowest, 1);
            fail(highest, 1);
            assertThat(Duration.ofNanos(lowest.delayNanos(0))).isEqualTo(Duration.ofMillis(step * 500));
            assertThat(Duration.ofNanos(highest.delayNanos(0)))
                    .isBetween(Duration.ofMillis(step * 1_000 - 1), Duration.ofMillis(step * 1_000));
        }
        fail(lowest, 90);
        assertThat(Duration.ofNanos(lowest.delayNanos(0))).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void timeLimitDoesNotShortenWaitAfterEarlyRotation() {
        RecoveryPolicy policy = policy(RecoveryOptions.builder().giveUpAfter(Duration.ofMinutes(1)));
        fail(policy, 1);
        policy.rotatedEarly();

        assertThat(policy.laterDelayNanos(Duration.ofHours(1).toNanos())).isNegative();
        assertThat(policy.rotationDelayNanos()).isPositive();
    }

    @Test
    void budgetAllowsRetriesUntilProgress() {
        RecoveryPolicy policy = policy(0, 2);
        fail(policy, 2);
        assertThat(policy.allowsRetry(0)).isTrue();
        fail(policy, 1);
        assertThat(policy.allowsRetry(0)).isFalse();

        policy.progressed();

        assertThat(policy.allowsRetry(0)).isTrue();
    }

    @Test
    void retriesAreUnlimitedByDefault() {
        RecoveryPolicy policy = policy(RecoveryOptions.builder());
        fail(policy, 1_000_000);
        assertThat(policy.allowsRetry(Long.MAX_VALUE / 2)).isTrue();
        assertThat(Duration.ofNanos(policy.delayNanos(0))).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
    }

    @Test
    void delayStartsAgainAfterStablePeriodAndNotAfterProgress() {
        RecoveryPolicy policy = policy(0, 100);
        fail(policy, 3);
        policy.progressed();
        policy.failed(true, 0);
        assertThat(Duration.ofNanos(policy.delayNanos(0))).isEqualTo(Duration.ofSeconds(8));
        assertThat(Duration.ofNanos(policy.laterDelayNanos(0))).isEqualTo(Duration.ofSeconds(4));

        policy.stabilized();
        policy.failed(true, 0);

        assertThat(Duration.ofNanos(policy.delayNanos(0))).isEqualTo(Duration.ofSeconds(1));
        assertThat(policy.laterDelayNanos(0)).isZero();
    }

    @Test
    void timeLimitCountsFromFirstFailureAfterProgress() {
        RecoveryPolicy policy = policy(RecoveryOptions.builder().giveUpAfter(Duration.ofNanos(100)));
        policy.failed(true, 1_000);
        assertThat(policy.allowsRetry(1_099)).isTrue();
        assertThat(policy.delayNanos(1_060)).isEqualTo(40);
        policy.failed(false, 1_100);
        assertThat(policy.allowsRetry(1_100)).isFalse();

        policy.progressed();
        policy.failed(true, 5_000);

        assertThat(policy.allowsRetry(5_000)).isTrue();
    }
}
