package io.github.zerobus.faults;

import java.util.stream.IntStream;

/** Seeds of the schedules to run: 500 in each of the two modes, or as set by system properties. */
final class Seeds {

    private Seeds() {}

    static IntStream all() {
        Integer one = Integer.getInteger("zerobus.seed");
        int first = Integer.getInteger("zerobus.first-seed", 0);
        return one != null
                ? IntStream.of(one)
                : IntStream.range(first, first + Integer.getInteger("zerobus.schedules", 500));
    }
}
