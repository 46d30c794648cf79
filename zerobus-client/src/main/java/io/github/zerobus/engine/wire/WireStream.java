package io.github.zerobus.engine.wire;

import io.github.zerobus.DurableRange;
import io.github.zerobus.Payload;
import java.time.Duration;
import java.util.List;

/**
 * One open physical stream: its call, the server's id for it, and the ledger of what was sent over it. A new physical
 * stream is a new object, so nothing of an old one can be mistaken for it. Used on the serial executor, except for
 * {@link #id()} and {@link #age(long)}, which are immutable.
 */
public final class WireStream {

    private final GrpcConnection connection;
    private final String id;
    private final long openedAt;
    private final WireLedger ledger;

    /**
     * Creates a physical stream on a call that the server has accepted.
     *
     * @param firstOffset logical offset of the first request that will be sent
     * @param now time of opening, in nanoseconds
     */
    public WireStream(GrpcConnection connection, String id, long firstOffset, long now) {
        this.connection = connection;
        this.id = id;
        this.openedAt = now;
        this.ledger = new WireLedger(firstOffset);
    }

    /** The server's id of this physical stream. */
    public String id() {
        return id;
    }

    public Duration age(long now) {
        return Duration.ofNanos(Math.max(0, now - openedAt));
    }

    /** Replaces the listener for callbacks of the call. */
    public void listen(GrpcConnection.Listener listener) {
        connection.listen(listener);
    }

    /** Whether the transport accepts another message. */
    public boolean isReady() {
        return connection.isReady();
    }

    /**
     * Sends requests as one message. The ledger gets its entry first, since the ack may arrive before this returns.
     *
     * @param endOffset logical offset behind the last request
     * @param payloads the records of the requests, in order
     * @param oldestAdmittedAt time at which the first request was admitted
     * @return whether the transport has copied the payloads
     */
    public boolean send(long endOffset, List<Payload> payloads, long oldestAdmittedAt) {
        RequestFrame frame = RequestFrame.ingest(ledger.sent(endOffset, payloads.size(), oldestAdmittedAt), payloads);
        connection.send(frame);
        return frame.isDrained();
    }

    /** Number of messages sent, which is the next wire offset. */
    public long sentMessages() {
        return ledger.nextSend();
    }

    /** Whether messages are sent and not acked. */
    public boolean hasUnacked() {
        return ledger.nextAck() < ledger.nextSend();
    }

    /** Whether this wire offset was sent, acked or not. */
    public boolean isSent(long wireOffset) {
        return ledger.isSent(wireOffset);
    }

    /** Whether an ack of this wire offset changes nothing. */
    public boolean isAcked(long wireOffset) {
        return ledger.isAcked(wireOffset);
    }

    /** Durable ranges of an ack that was not applied yet, one for each message. */
    public List<DurableRange> ranges(int subStream, long wireOffset, long now) {
        return ledger.ranges(subStream, wireOffset, now);
    }

    /** Applies an ack and returns the logical offset behind the last request that it covers. */
    public long ackedUpTo(long wireOffset) {
        return ledger.ackedUpTo(wireOffset);
    }

    /** Ends the client's side; the server may still ack. */
    public void halfClose() {
        connection.halfClose();
    }

    /** Ends the call immediately and ignores all further callbacks. */
    public void cancel(String reason) {
        connection.cancel(reason);
    }
}
