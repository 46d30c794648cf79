package io.github.zerobus.engine.buffer;

import io.github.zerobus.Payload;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The single records of one message. Reused for the next message once the transport has copied them, since an array for
 * each message would be the engine's largest garbage after ids and payloads (benchmark P10). Not thread-safe.
 */
final class BatchSlots extends AbstractList<Payload> implements RandomAccess {

    private @Nullable Object[] requests = new @Nullable Object[16];
    private int size;

    /** Copies requests, all of which must be single records; reads none of them. */
    void fill(RequestRing ring, long start, long end) {
        size = (int) (end - start);
        if (size > requests.length) {
            requests = new @Nullable Object[Integer.highestOneBit(size - 1) * 2];
        }
        ring.copy(start, requests, size);
    }

    /** Releases the records, which may be acked long before the next message. */
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
