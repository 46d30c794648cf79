package io.github.zerobus.stream;

import java.util.concurrent.atomic.AtomicInteger;

/** Round robin over the sub-streams; strict for a single caller, and each turn is used once among several. */
final class SubStreamSelector {

    private final int subStreams;
    private final AtomicInteger turns;

    SubStreamSelector(int subStreams) {
        this(subStreams, 0);
    }

    /** Starts at a given turn. */
    SubStreamSelector(int subStreams, int firstTurn) {
        this.subStreams = subStreams;
        this.turns = new AtomicInteger(firstTurn);
    }

    /** Index of the next one; the counter may wrap to negative numbers. */
    int next() {
        return subStreams == 1 ? 0 : Math.floorMod(turns.getAndIncrement(), subStreams);
    }
}
