package io.github.zerobus.stream;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Selects each sub-stream in turn. The order is strict for a single caller; several callers use each turn once. */
final class RoundRobin implements SubStreamSelector {

    private final AtomicInteger turns;

    RoundRobin() {
        this(0);
    }

    /** Starts at a given turn. */
    RoundRobin(int firstTurn) {
        turns = new AtomicInteger(firstTurn);
    }

    @Override
    public int select(@Nullable String key, SubStreamLoads loads) {
        return next(loads.count());
    }

    /** The counter may wrap to negative numbers. */
    int next(int subStreams) {
        return subStreams == 1 ? 0 : Math.floorMod(turns.getAndIncrement(), subStreams);
    }

    @Override
    public boolean usesKeys() {
        return false;
    }
}
