package io.github.zerobus.engine.buffer;

/**
 * Numbers of an in-flight buffer at one moment.
 *
 * @param ingestedRequests requests admitted since the start
 * @param ackedRequests requests acked since the start
 * @param ingestedRecords rows admitted since the start
 * @param ackedRecords rows acked since the start
 * @param bytes bytes that the unacked requests take of the budget
 * @param oldestNanos age of the oldest unacked request
 * @param withoutProgressNanos time since the later of the last ack and the first pending request
 */
public record BufferSnapshot(
        long ingestedRequests,
        long ackedRequests,
        long ingestedRecords,
        long ackedRecords,
        long bytes,
        long oldestNanos,
        long withoutProgressNanos) {

    public long inflightRequests() {
        return ingestedRequests - ackedRequests;
    }

    /** Must be called with the lock that guards the ring. */
    static BufferSnapshot of(RequestRing ring, long progressAt, long now) {
        long oldest = ring.size() > 0 ? now - ring.admittedAt(ring.head()) : 0;
        return new BufferSnapshot(
                ring.tail(),
                ring.head(),
                ring.addedRecords(),
                ring.removedRecords(),
                ring.cost(),
                oldest,
                Math.min(oldest, now - progressAt));
    }
}
