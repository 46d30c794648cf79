package io.github.zerobus.stream;

import io.github.zerobus.Payload;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch as the application made it: one offset, one wire message, never joined, split or mixed. A request in the
 * in-flight buffer is either one of these or a bare {@link Payload}, so that single records need no object around them.
 */
final class PayloadBatch {

    private final List<Payload> payloads;
    private final long size;

    PayloadBatch(Collection<? extends Payload> payloads) {
        this.payloads = List.copyOf(payloads);
        this.size = this.payloads.stream().mapToLong(Payload::size).sum();
    }

    List<Payload> payloads() {
        return payloads;
    }

    /** The records of a request. */
    static List<Payload> records(Object request) {
        return request instanceof PayloadBatch batch ? batch.payloads : List.of((Payload) request);
    }

    /** Requests that are single records, all of them, as a list; looks into none of them. */
    @SuppressWarnings({"unchecked", "NullAway"}) // what is no batch is a payload
    static List<Payload> singles(@Nullable Object[] requests) {
        return (List<Payload>) (List<?>) Arrays.asList(requests);
    }

    static int recordCount(Object request) {
        return request instanceof PayloadBatch batch ? batch.payloads.size() : 1;
    }

    /** Payload bytes of a request. */
    static long size(Object request) {
        return request instanceof PayloadBatch batch ? batch.size : ((Payload) request).size();
    }

    /** What a request takes of the byte budget. */
    static long cost(Object request) {
        return size(request) + (long) StreamOptions.RECORD_OVERHEAD * recordCount(request);
    }
}
