package io.github.zerobus.engine.buffer;

import io.github.zerobus.Payload;
import io.github.zerobus.Request;
import java.util.Collection;
import java.util.List;

/**
 * A batch of the application: one offset and one message, never merged, split or mixed. The only class that
 * distinguishes the two kinds of {@link Request}. Immutable.
 */
public final class PayloadBatch implements Request {

    private final List<Payload> payloads;
    private final long size;

    private PayloadBatch(List<Payload> payloads) {
        this.payloads = payloads;
        this.size = payloads.stream().mapToLong(Payload::size).sum();
    }

    /**
     * The request for a collection. A batch of one record is sent like a single record (docs/protocol.md#1.1), so it is
     * one, and may be sent together with others.
     */
    public static Request of(Collection<? extends Payload> payloads) {
        List<Payload> copy = List.copyOf(payloads);
        return copy.size() == 1 ? copy.get(0) : new PayloadBatch(copy);
    }

    List<Payload> payloads() {
        return payloads;
    }

    /** Records of a request, in order. */
    public static List<Payload> records(Request request) {
        return request instanceof PayloadBatch batch ? batch.payloads : List.of((Payload) request);
    }

    public static int recordCount(Request request) {
        return request instanceof PayloadBatch batch ? batch.payloads.size() : 1;
    }

    /** Payload bytes of a request. */
    public static long size(Request request) {
        return request instanceof PayloadBatch batch ? batch.size : ((Payload) request).size();
    }

    /** Bytes that a request takes of the byte budget. */
    public static long cost(Request request) {
        return size(request) + (long) SubStreamBudget.RECORD_OVERHEAD * recordCount(request);
    }
}
