package io.github.zerobus.benchmarks.goal;

import io.github.zerobus.benchmarks.run.Bench;

/** A promised figure, with the work that measures it. */
public interface Goal {

    /** As in {@code P1}. */
    String id();

    /** Description of the work. */
    String work();

    GoalResult run(Bench bench);
}
