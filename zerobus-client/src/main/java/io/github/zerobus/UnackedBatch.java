package io.github.zerobus;

import java.util.List;

/**
 * A request that was admitted and not acked when its stream ended: a batch, or a single record as a list of one.
 *
 * @param id the request
 * @param payloads its records as admitted, in order
 */
public record UnackedBatch(MessageId id, List<Payload> payloads) {

    /** Keeps an unchangeable copy. */
    public UnackedBatch {
        payloads = List.copyOf(payloads);
    }
}
