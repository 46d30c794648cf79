package io.github.zerobus.benchmarks.goal;

import io.github.zerobus.benchmarks.run.Bench;

/** Something that is promised, with the work that shows it. */
public interface Goal {

    /** As in {@code P1}. */
    String id();

    /** What is done, in words. */
    String work();

    GoalResult run(Bench bench);
}
