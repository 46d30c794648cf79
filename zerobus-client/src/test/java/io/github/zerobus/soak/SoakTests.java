package io.github.zerobus.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A long run under faults: {@code mvn -Plong verify -pl zerobus-client -am -Dtest=SoakTests -Dzerobus.soak=PT20M}. */
@Tag("long")
class SoakTests {

    @Test
    void noRecordIsLostAndResourcesDoNotGrow() throws Exception {
        try (Soak soak = new Soak(System.getProperty("zerobus.soak", "PT2M"))) {
            soak.run();
            soak.end();
            assertThat(soak.acked() + soak.unacked()).isEqualTo(soak.admitted());
            assertThat(soak.ackedButNotDurable()).isZero();
            assertThat(soak.recoveries()).isPositive();
            assertThat(soak.rotations()).isPositive();
            assertThat(soak.tokens()).isPositive();

            ProcessResources early = soak.early();
            ProcessResources late = soak.late();
            assertThat(late.threads()).as("threads").isLessThanOrEqualTo(early.threads() + 4);
            assertThat(late.files()).as("file handles").isLessThanOrEqualTo(early.files() + 16);
            assertThat(late.directMemory()).as("direct memory").isLessThanOrEqualTo(early.directMemory() + (64 << 20));
        }
    }

    /** Also the interval between two lines of output. */
    static final Duration MINUTE = Duration.ofMinutes(1);
}
