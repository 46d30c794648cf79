package io.github.zerobus.benchmarks.goal;

import java.util.List;

/** All goals, in order. */
public final class Goals {

    private Goals() {}

    public static List<Goal> all() {
        return List.of(
                new SingleRecords("P1", 1024, 3.5, 1 / 6.0),
                new SingleRecords("P2", 100, 10, 1 / 12.0),
                new SingleRecords("P3", 10_240, 2, 1 / 3.0),
                new UserBatches("P4"),
                new ManyProducers("P5"));
    }
}
