package io.github.zerobus.engine.buffer;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.StreamOptions;

/**
 * Share of one sub-stream in the in-flight budget of the whole stream: an even part, rounded down.
 *
 * @param requests maximum number of unacknowledged requests
 * @param bytes maximum size of the unacknowledged records, each with its payload and {@link #RECORD_OVERHEAD}
 */
public record SubStreamBudget(int requests, long bytes) {

    /** What each record costs beside its payload, in bytes. */
    public static final int RECORD_OVERHEAD = EngineAccess.RECORD_OVERHEAD;

    public static SubStreamBudget of(StreamOptions options) {
        return new SubStreamBudget(
                options.maxInflightRequests() / options.subStreams(), options.maxInflightSize() / options.subStreams());
    }

    /** Whether another request of this cost fits. Must be called with the lock that guards the ring. */
    boolean hasRoom(RequestRing ring, long cost) {
        return ring.size() < requests && ring.cost() + cost <= bytes;
    }
}
