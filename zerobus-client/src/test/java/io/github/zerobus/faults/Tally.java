package io.github.zerobus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;

/** Counts outcomes of schedules; too many of one kind would make the tests vacuous. Thread-safe. */
final class Tally {

    /** Outcomes of a schedule, of which several may apply. */
    enum Outcome {
        ALL,
        NEVER_OPEN,
        POISONED,
        CLOSED_UNDER_LOAD,
        WAITED_FOR_CAPACITY,
        LEFT_UNACKED,
        STEP_FAILED,
        LOOP_ENDED,
        EXECUTOR_REFUSED,
        LISTENER_THREW,
        HEADERS_FAILED
    }

    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);

    synchronized void count(Outcome outcome) {
        counts.merge(outcome, 1, Integer::sum);
    }

    synchronized void count(Outcome outcome, boolean holds) {
        if (holds) {
            count(outcome);
        }
    }

    /** Checks nothing for fewer than 100 schedules, since their shares are not significant. */
    synchronized void check() {
        System.out.println(counts);
        if (of(Outcome.ALL) >= 100) {
            assertThat(of(Outcome.NEVER_OPEN)).as("%s", counts).isLessThan(of(Outcome.ALL) / 5);
            for (Outcome outcome : new Outcome[] {
                Outcome.POISONED, Outcome.CLOSED_UNDER_LOAD, Outcome.WAITED_FOR_CAPACITY, Outcome.LEFT_UNACKED
            }) {
                assertThat(of(outcome)).as("%s of %s", outcome, counts).isGreaterThan(of(Outcome.ALL) / 20);
            }
            checkClientFaults();
        }
    }

    /** Faults of the client itself are in half of the schedules, and those that end its loops in a sixteenth. */
    private void checkClientFaults() {
        for (Outcome outcome : EnumSet.range(Outcome.STEP_FAILED, Outcome.HEADERS_FAILED)) {
            assertThat(of(outcome)).as("%s of %s", outcome, counts).isGreaterThan(of(Outcome.ALL) / 50);
        }
    }

    private int of(Outcome outcome) {
        return counts.getOrDefault(outcome, 0);
    }
}
