package io.github.zerobus.stream;

import org.jspecify.annotations.Nullable;

/** Selects the same sub-stream for the same key. */
final class Keyed implements SubStreamSelector {

    private final RoundRobin withoutKey = new RoundRobin();

    @Override
    public int select(@Nullable String key, SubStreamLoads loads) {
        return key == null ? withoutKey.select(null, loads) : subStream(key, loads.count());
    }

    /** Spreads similar keys, such as numbered devices, whose hash codes are close together. */
    private static int subStream(String key, int count) {
        int mixed = key.hashCode();
        mixed = (mixed ^ (mixed >>> 16)) * 0x85ebca6b;
        mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
        return Math.floorMod(mixed ^ (mixed >>> 16), count);
    }
}
