package io.github.zerobus.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.DurableRange;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireLedgerTests {

    @Test
    void wireOffsetsStartAtZeroAndCoverLogicalOffsets() {
        WireLedger ledger = new WireLedger(40);

        assertThat(ledger.sent(43, 3, 1)).isZero();
        assertThat(ledger.sent(44, 1, 2)).isEqualTo(1);

        assertThat(ledger.isSent(1)).isTrue();
        assertThat(ledger.isSent(2)).isFalse();
        assertThat(ledger.isAcked(0)).isFalse();
        assertThat(ledger.ackedUpTo(0)).isEqualTo(43);
        assertThat(ledger.isAcked(0)).isTrue();
        assertThat(ledger.ackedUpTo(1)).isEqualTo(44);
        assertThat(ledger.nextAck()).isEqualTo(ledger.nextSend());
    }

    @Test
    void ackHasOneRangePerMessageFromFirstUnackedRequest() {
        WireLedger ledger = new WireLedger(40);
        ledger.sent(43, 3, 1);
        ledger.sent(44, 7, 2);
        ledger.sent(50, 6, 3);
        ledger.ackedUpTo(0);

        List<DurableRange> ranges = ledger.ranges(5, 2, 10);

        assertThat(ranges).hasSize(2);
        assertThat(ranges.get(0).first()).hasToString("5-43");
        assertThat(ranges.get(0).last()).hasToString("5-43");
        assertThat(ranges.get(0).records()).isEqualTo(7);
        assertThat(ranges.get(0).latency()).isEqualTo(Duration.ofNanos(8));
        assertThat(ranges.get(1).first()).hasToString("5-44");
        assertThat(ranges.get(1).last()).hasToString("5-49");
    }

    @Test
    void entriesAreKeptWhenLedgerGrows() {
        WireLedger ledger = new WireLedger(0);
        for (int i = 0; i < 30; i++) {
            ledger.sent(i + 1, 1, i);
        }
        ledger.ackedUpTo(19);
        for (int i = 30; i < 1_000; i++) {
            ledger.sent(i + 1, 1, i);
        }

        for (int wire = 20; wire < 1_000; wire++) {
            assertThat(ledger.ackedUpTo(wire)).isEqualTo(wire + 1);
        }
    }
}
