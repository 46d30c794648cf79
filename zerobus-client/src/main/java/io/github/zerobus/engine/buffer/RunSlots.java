package io.github.zerobus.engine.buffer;

import io.github.zerobus.Payload;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The single records of one run. Used again for the next run once the transport has copied them, since a new array for
 * each run is the largest garbage of the engine's own after ids and payloads (benchmark P10). Not thread-safe.
 */
final class RunSlots extends AbstractList<Payload> implements RandomAccess {

    private @Nullable Object[] requests = new @Nullable Object[16];
    private int size;

    /** Copies requests, all of them single records; looks into none of them. */
    void fill(RequestRing ring, long start, long end) {
        size = (int) (end - start);
        if (size > requests.length) {
            requests = new @Nullable Object[Integer.highestOneBit(size - 1) * 2];
        }
        ring.copy(start, requests, size);
    }

    /** Lets go of the records, which may be acked long before the next run. */
    void release() {
        Arrays.fill(requests, 0, size, null);
        size = 0;
    }

    @Override
    public Payload get(int index) {
        return (Payload) Objects.requireNonNull(requests[Objects.checkIndex(index, size)]);
    }

    @Override
    public int size() {
        return size;
    }
}
