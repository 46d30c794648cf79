package io.github.zerobus.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.SubStreamSnapshot;
import io.github.zerobus.SubStreamState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AckRatesTests {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final AckRates rates = new AckRates(now::get);

    private List<Double> after(long millis, long firstAcked, long secondAcked) {
        now.addAndGet(Duration.ofMillis(millis).toNanos());
        return rates.rates(List.of(subStream(0, firstAcked), subStream(1, secondAcked)));
    }

    private static SubStreamSnapshot subStream(int index, long acked) {
        return EngineAccess.subStreamSnapshot(
                index,
                SubStreamState.OPEN,
                null,
                acked,
                acked,
                acked,
                acked,
                0,
                0,
                0,
                0,
                0,
                0,
                Duration.ZERO,
                Duration.ZERO,
                null,
                null);
    }

    @Test
    void rateIsMeasuredSincePreviousCall() {
        assertThat(after(2_000, 100, 0)).containsExactly(50.0, 0.0);
        assertThat(after(4_000, 500, 3)).containsExactly(100.0, 0.8);
        assertThat(after(1_000, 500, 3)).containsExactly(0.0, 0.0);
    }

    @Test
    void callWithinOneSecondReturnsSameRates() {
        after(2_000, 100, 0);

        assertThat(after(999, 100_000, 7)).containsExactly(50.0, 0.0);
        assertThat(after(1, 100_100, 10)).containsExactly(100_000.0, 10.0);
    }

    @Test
    void firstCallMayFollowCreationImmediately() {
        assertThat(after(1, 20, 0)).containsExactly(20.0, 0.0);
    }
}
