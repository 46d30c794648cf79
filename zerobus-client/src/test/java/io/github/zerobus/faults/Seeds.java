package io.github.zerobus.faults;

import java.util.stream.IntStream;

/** Which schedules to run: half of a thousand in each of the two modes, or what the command line says. */
final class Seeds {

    private Seeds() {}

    static IntStream all() {
        Integer one = Integer.getInteger("zerobus.seed");
        return one != null ? IntStream.of(one) : IntStream.range(0, Integer.getInteger("zerobus.schedules", 500));
    }
}
