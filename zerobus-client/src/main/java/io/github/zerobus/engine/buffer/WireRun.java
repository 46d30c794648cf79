package io.github.zerobus.engine.buffer;

import io.github.zerobus.Payload;
import java.util.List;

/**
 * Requests that travel in one wire message: several single records, or one batch of the application's.
 *
 * @param endOffset logical offset behind the last of them
 * @param payloads their records, in order
 * @param size bytes of the payloads
 * @param oldestAdmittedAt when the first of them was admitted
 */
public record WireRun(long endOffset, List<Payload> payloads, long size, long oldestAdmittedAt) {

    /** Whether several requests travel together. */
    public boolean isGathered() {
        return payloads instanceof RunSlots && records() > 1;
    }

    public int records() {
        return payloads.size();
    }
}
