package io.github.zerobus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;

/** How many schedules ended in which way: many that never came to anything would prove nothing. Thread-safe. */
final class Tally {

    /** What can be said of a schedule; several may hold. */
    enum Mark {
        ALL,
        NEVER_OPEN,
        POISONED,
        CLOSED_UNDER_LOAD,
        WAITED_FOR_ROOM,
        LEFT_UNACKED
    }

    private final Map<Mark, Integer> counts = new EnumMap<>(Mark.class);

    synchronized void count(Mark mark) {
        counts.merge(mark, 1, Integer::sum);
    }

    synchronized void count(Mark mark, boolean holds) {
        if (holds) {
            count(mark);
        }
    }

    /** With few schedules, such as one that is repeated, shares say nothing. */
    synchronized void check() {
        System.out.println(counts);
        if (of(Mark.ALL) >= 100) {
            assertThat(of(Mark.NEVER_OPEN)).as("%s", counts).isLessThan(of(Mark.ALL) / 5);
            for (Mark mark :
                    new Mark[] {Mark.POISONED, Mark.CLOSED_UNDER_LOAD, Mark.WAITED_FOR_ROOM, Mark.LEFT_UNACKED}) {
                assertThat(of(mark)).as("%s of %s", mark, counts).isGreaterThan(of(Mark.ALL) / 20);
            }
        }
    }

    private int of(Mark mark) {
        return counts.getOrDefault(mark, 0);
    }
}
