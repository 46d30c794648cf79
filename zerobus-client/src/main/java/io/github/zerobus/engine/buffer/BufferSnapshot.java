package io.github.zerobus.engine.buffer;

/**
 * Numbers of an in-flight buffer at one moment.
 *
 * @param ingestedRequests requests admitted since the start
 * @param ackedRequests requests acked since the start
 * @param ingestedRecords records admitted since the start
 * @param ackedRecords records acked since the start
 * @param refusedRecords records that the service did not accept
 * @param handedOverRecords records that the application has taken back
 * @param inflightRequests requests that are none of these
 * @param bytes bytes that the unacked requests take of the budget
 * @param oldestNanos age of the oldest unacked request
 * @param withoutProgressNanos time since the later of the last ack and the first pending request
 */
public record BufferSnapshot(
        long ingestedRequests,
        long ackedRequests,
        long ingestedRecords,
        long ackedRecords,
        long refusedRecords,
        long handedOverRecords,
        long inflightRequests,
        long bytes,
        long oldestNanos,
        long withoutProgressNanos) {

    /** Must be called with the lock that guards the ring. */
    static BufferSnapshot of(RequestRing ring, RemovedRequests removed, long progressAt, long now) {
        long oldest = ring.size() > 0 ? now - ring.admittedAt(ring.head()) : 0;
        return new BufferSnapshot(
                ring.tail() - ring.first(),
                ring.head() - ring.first() - removed.requests(),
                ring.addedRecords(),
                ring.removedRecords() - removed.refusedRecords() - removed.handedOverRecords(),
                removed.refusedRecords(),
                removed.handedOverRecords(),
                ring.size(),
                ring.cost(),
                oldest,
                Math.min(oldest, now - progressAt));
    }
}
