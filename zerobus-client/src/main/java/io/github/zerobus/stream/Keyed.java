package io.github.zerobus.stream;

import org.jspecify.annotations.Nullable;

/** The same key to the same sub-stream. */
final class Keyed implements SubStreamSelector {

    private final RoundRobin withoutKey = new RoundRobin();

    @Override
    public int select(@Nullable String key, SubStreamLoads loads) {
        return key == null ? withoutKey.select(null, loads) : subStream(key, loads.count());
    }

    /** Spreads keys that differ in little, such as numbered devices, whose hash codes lie close together. */
    private static int subStream(String key, int count) {
        int mixed = key.hashCode();
        mixed = (mixed ^ (mixed >>> 16)) * 0x85ebca6b;
        mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
        return Math.floorMod(mixed ^ (mixed >>> 16), count);
    }
}
