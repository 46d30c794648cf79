package io.github.zerobus;

import java.util.List;

/**
 * A request that was admitted and not acked when its stream ended: a batch, or a single record as a list of one. It may
 * be durable nevertheless, if its ack was lost.
 *
 * @param id id of the request
 * @param payloads its records as they were admitted, in order; unmodifiable
 */
public record UnackedBatch(MessageId id, List<Payload> payloads) {

    /**
     * Copies the list.
     *
     * @param id id of the request
     * @param payloads its records
     */
    public UnackedBatch {
        payloads = List.copyOf(payloads);
    }
}
