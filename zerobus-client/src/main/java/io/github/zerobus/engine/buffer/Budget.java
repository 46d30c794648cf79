package io.github.zerobus.engine.buffer;

import io.github.zerobus.StreamOptions;

/**
 * In-flight limits of one sub-stream: an even share of the whole stream's, rounded down.
 *
 * @param requests maximum number of unacked requests
 * @param bytes maximum of their payload bytes plus the overhead of each record
 */
public record Budget(long requests, long bytes) {

    public static Budget share(StreamOptions options) {
        return new Budget(
                options.maxInflightRequests() / options.subStreams(), options.maxInflightSize() / options.subStreams());
    }

    /**
     * Whether another request of this cost fits, with the lock held that guards the ring.
     *
     * @param callbacks number of futures whose requests are acked and whose actions have not run
     */
    boolean hasRoom(RequestRing ring, long cost, long callbacks) {
        return ring.size() + callbacks < requests
                && ring.cost() + callbacks * PayloadBatch.RECORD_OVERHEAD + cost <= bytes;
    }
}
