package io.github.zerobus.engine.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.StreamOptions;
import org.junit.jupiter.api.Test;

class SubStreamBudgetTests {

    @Test
    void sharesAreEvenAndRoundedDown() {
        StreamOptions options = StreamOptions.builder()
                .subStreams(64)
                .maxInflightRequests(1_000_000)
                .build();

        assertThat(SubStreamBudget.of(options)).isEqualTo(new SubStreamBudget(15_625, 32 * 1024 * 1024));
        assertThat(SubStreamBudget.of(StreamOptions.builder()
                        .subStreams(3)
                        .maxInflightRequests(10)
                        .maxInflightSize(40_000_000)
                        .build()))
                .isEqualTo(new SubStreamBudget(3, 13_333_333));
    }
}
