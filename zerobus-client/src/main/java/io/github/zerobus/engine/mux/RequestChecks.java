package io.github.zerobus.engine.mux;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.Payload;
import io.github.zerobus.RecordType;
import io.github.zerobus.RejectReason;
import io.github.zerobus.Request;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.engine.buffer.Budget;
import io.github.zerobus.engine.buffer.PayloadBatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what the service would refuse, and what could never be admitted, before anything is spent on a request. */
final class RequestChecks {

    private final StreamOptions options;
    private final long share;

    RequestChecks(StreamOptions options) {
        this.options = options;
        this.share = Budget.share(options).bytes();
    }

    /**
     * Why a request is invalid.
     *
     * @param text value, limit and remedy; nothing of the content
     */
    record Fault(RejectReason reason, String text) {}

    /** Returns the first fault, or null if the request is valid. */
    @Nullable
    Fault fault(Request request) {
        if (PayloadBatch.recordCount(request) == 0) {
            return new Fault(RejectReason.INVALID, "a batch has no records, which the wire format cannot express");
        }
        Fault size = sizeFault(request);
        if (size != null) {
            return size;
        }
        if (request instanceof Payload payload) {
            return recordFault(payload);
        }
        List<Payload> records = PayloadBatch.records(request);
        for (Payload payload : records) {
            Fault fault = recordFault(payload);
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private @Nullable Fault sizeFault(Request request) {
        long size = PayloadBatch.size(request);
        if (size > options.maxPayloadSize()) {
            return tooLarge("a request of " + size + " bytes is larger than max-payload-size, "
                    + options.maxPayloadSize() + " bytes");
        }
        long cost = PayloadBatch.cost(request);
        if (cost > share) {
            return tooLarge("a request of " + PayloadBatch.recordCount(request) + " records takes " + cost
                    + " bytes with " + PayloadBatch.RECORD_OVERHEAD
                    + " for each record, more than a sub-stream's share of max-inflight-size, " + share + " bytes");
        }
        return null;
    }

    private static Fault tooLarge(String text) {
        return new Fault(RejectReason.SIZE, text + "; send it in parts");
    }

    private @Nullable Fault recordFault(Payload payload) {
        RecordType type = options.recordType();
        if (payload.recordType() != type) {
            return invalid("it takes " + type + " records, but was given one of type " + payload.recordType());
        }
        if (type == RecordType.JSON && options.validateJson() && !EngineAccess.isWellFormedJson(payload)) {
            String fault = JsonFault.of(payload.bytes());
            return fault == null ? null : invalid("it takes JSON objects, but " + fault);
        }
        return null;
    }

    private static Fault invalid(String text) {
        return new Fault(RejectReason.INVALID, text);
    }
}
