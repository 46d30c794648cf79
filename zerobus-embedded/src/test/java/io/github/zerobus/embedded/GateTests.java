package io.github.zerobus.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateTests {

    private final Gate gate = new Gate();
    private final List<String> actions = new ArrayList<>();

    @Test
    void actionsWaitInOrderUntilGateOpens() {
        gate.arrive(() -> actions.add("a"));
        gate.arrive(() -> actions.add("b"));
        assertThat(actions).isEmpty();
        assertThat(gate.reached()).isEqualTo(2);

        gate.open();

        assertThat(actions).containsExactly("a", "b");
    }

    @Test
    void actionsPassWhenGateIsOpen() {
        gate.open();

        gate.arrive(() -> actions.add("a"));

        assertThat(actions).containsExactly("a");
        assertThat(gate.reached()).isEqualTo(1);
    }

    @Test
    void secondOpenPerformsNoActionAgain() {
        gate.arrive(() -> actions.add("a"));

        gate.open();
        gate.open();

        assertThat(actions).containsExactly("a");
    }

    @Test
    void actionMayReachGateItself() {
        gate.arrive(() -> gate.arrive(() -> actions.add("inner")));

        gate.open();

        assertThat(actions).containsExactly("inner");
        assertThat(gate.reached()).isEqualTo(2);
    }

    @Test
    void passedCountsReportedActions() {
        gate.countPassed();

        assertThat(gate.passed()).isEqualTo(1);
    }
}
