package io.github.zerobus.benchmarks.goal;

import io.github.zerobus.benchmarks.run.Stat;

/** What a figure must reach, or must not pass. */
public record Bound(boolean atLeast, double limit) {

    static Bound atLeast(double limit) {
        return new Bound(true, limit);
    }

    static Bound atMost(double limit) {
        return new Bound(false, limit);
    }

    public boolean holds(double figure) {
        return atLeast ? figure >= limit : figure <= limit;
    }

    public String text() {
        return (atLeast ? "≥ " : "≤ ") + Stat.text(limit);
    }
}
