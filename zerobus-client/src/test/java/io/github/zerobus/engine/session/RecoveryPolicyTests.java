package io.github.zerobus.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.RecoveryOptions;
import java.time.Duration;
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

    @Test
    void delayDoublesUpToMaximumAndIsDrawnFromUpperHalf() {
        RecoveryPolicy lowest = policy(0, 100);
        RecoveryPolicy highest = policy(0.999_999_999, 100);
        assertThat(lowest.nextDelayNanos()).isZero();
        for (long step : new long[] {2, 4, 8, 16, 30, 30, 30}) {
            lowest.attemptFailed();
            highest.attemptFailed();
            assertThat(Duration.ofNanos(lowest.nextDelayNanos())).isEqualTo(Duration.ofMillis(step * 500));
            assertThat(Duration.ofNanos(highest.nextDelayNanos()))
                    .isBetween(Duration.ofMillis(step * 1_000 - 1), Duration.ofMillis(step * 1_000));
        }
        for (int i = 0; i < 90; i++) {
            lowest.attemptFailed();
        }
        assertThat(Duration.ofNanos(lowest.nextDelayNanos())).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void budgetAllowsRetriesUntilReset() {
        RecoveryPolicy policy = policy(0, 2);
        policy.attemptFailed();
        assertThat(policy.allowsRetry()).isTrue();
        policy.attemptFailed();
        assertThat(policy.allowsRetry()).isTrue();
        policy.attemptFailed();
        assertThat(policy.allowsRetry()).isFalse();

        policy.reset();

        assertThat(policy.allowsRetry()).isTrue();
        assertThat(policy.nextDelayNanos()).isZero();
    }
}
