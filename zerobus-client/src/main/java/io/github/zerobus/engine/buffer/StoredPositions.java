package io.github.zerobus.engine.buffer;

import java.util.Arrays;
import java.util.function.LongConsumer;

/** Positions in a rescue store. Not thread-safe. */
public final class StoredPositions {

    private long[] positions = new long[16];
    private int count;

    void add(long position) {
        if (count == positions.length) {
            positions = Arrays.copyOf(positions, 2 * count);
        }
        positions[count++] = position;
    }

    /** Calls an action for each position, in order. */
    public void forEach(LongConsumer action) {
        for (int i = 0; i < count; i++) {
            action.accept(positions[i]);
        }
    }
}
