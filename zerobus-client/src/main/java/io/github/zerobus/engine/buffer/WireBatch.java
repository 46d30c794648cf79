package io.github.zerobus.engine.buffer;

import io.github.zerobus.Payload;
import java.util.List;

/**
 * Requests that are sent as one message: several single records, or one batch of the application.
 *
 * @param endOffset logical offset behind the last request
 * @param payloads the records, in order
 * @param size bytes of the payloads
 * @param oldestAdmittedAt time at which the first request was admitted
 */
public record WireBatch(long endOffset, List<Payload> payloads, long size, long oldestAdmittedAt) {

    /** Whether the message has several requests. */
    public boolean hasSeveralRequests() {
        return payloads instanceof BatchSlots && payloads.size() > 1;
    }
}
