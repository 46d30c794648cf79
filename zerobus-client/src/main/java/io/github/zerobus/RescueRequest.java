package io.github.zerobus;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as a {@link RescueStore} keeps it. Its payloads are compared by identity.
 *
 * @param subStream index of the sub-stream that sends it
 * @param offset its offset in the sub-stream, as the stream assigned it; 0 if it was stored before that
 * @param key key of the record, or null if it has none
 * @param admittedAtMillis when it was admitted, in milliseconds since 1970
 * @param batch whether the application sent it as a batch, which stays one request
 * @param payloads its records in order; at least one, all of the same type
 */
public record RescueRequest(
        int subStream,
        long offset,
        @Nullable String key,
        long admittedAtMillis,
        boolean batch,
        List<Payload> payloads) {

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if the index is not 0 to 63, there is no payload, or there are several in a
     *     request that is not a batch
     */
    public RescueRequest {
        payloads = List.copyOf(payloads);
        if (subStream < 0 || subStream >= MessageId.MAX_SUB_STREAMS) {
            throw new IllegalArgumentException("sub-stream index must be 0 to 63, but is " + subStream);
        }
        if (payloads.isEmpty() || (!batch && payloads.size() != 1)) {
            throw new IllegalArgumentException(
                    "a record is one payload and a batch is one or more, but there are " + payloads.size());
        }
    }

    /**
     * Encoding of the records.
     *
     * @return the type of the first payload
     */
    public RecordType recordType() {
        return payloads.get(0).recordType();
    }

    /** Shows no key and no payload. */
    @Override
    public String toString() {
        return "RescueRequest[" + subStream + "-" + offset + ", " + payloads.size() + " records]";
    }
}
