package io.github.zerobus.engine.buffer;

import io.github.zerobus.Payload;
import java.util.Collection;
import java.util.List;

/**
 * A batch as the application made it: one offset, one wire message, never joined, split or mixed. A request in the
 * in-flight buffer is either one of these or a bare {@link Payload}, so that single records need no object around them.
 */
public final class PayloadBatch {

    private final List<Payload> payloads;
    private final long size;

    public PayloadBatch(Collection<? extends Payload> payloads) {
        this.payloads = List.copyOf(payloads);
        this.size = this.payloads.stream().mapToLong(Payload::size).sum();
    }

    public List<Payload> payloads() {
        return payloads;
    }

    /** The records of a request. */
    static List<Payload> records(Object request) {
        return request instanceof PayloadBatch batch ? batch.payloads : List.of((Payload) request);
    }

    public static int recordCount(Object request) {
        return request instanceof PayloadBatch batch ? batch.payloads.size() : 1;
    }

    /** Payload bytes of a request. */
    public static long size(Object request) {
        return request instanceof PayloadBatch batch ? batch.size : ((Payload) request).size();
    }

    /** What a request takes of the byte budget. */
    public static long cost(Object request) {
        return size(request) + (long) SubStreamBudget.RECORD_OVERHEAD * recordCount(request);
    }
}
