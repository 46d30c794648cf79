package io.github.zerobus.engine.wire;

import io.github.zerobus.DurableRange;
import io.github.zerobus.EngineAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The messages sent over one physical stream: wire offsets from 0, each with the logical offsets that it covers. Wire
 * offsets restart with each physical stream (docs/protocol.md#1.3), so each has its own ledger. Used on the serial
 * executor.
 */
final class WireLedger {

    private long[] endOffsets = new long[64];
    private int[] records = new int[64];
    private long[] oldestAdmittedAt = new long[64];
    private long nextAck;
    private long nextSend;
    /** Logical offset behind the last acked request. */
    private long ackedEnd;

    WireLedger(long firstOffset) {
        ackedEnd = firstOffset;
    }

    /** Enters a message and returns its wire offset. */
    long sent(long endOffset, int recordCount, long admittedAt) {
        if (nextSend - nextAck == endOffsets.length) {
            grow();
        }
        int slot = slot(nextSend);
        endOffsets[slot] = endOffset;
        records[slot] = recordCount;
        oldestAdmittedAt[slot] = admittedAt;
        return nextSend++;
    }

    /** Whether the wire offset was sent on this physical stream, acked or not. */
    boolean isSent(long wireOffset) {
        return wireOffset < nextSend;
    }

    /** Whether an ack of this wire offset is a repetition. */
    boolean isAcked(long wireOffset) {
        return wireOffset < nextAck;
    }

    long nextAck() {
        return nextAck;
    }

    long nextSend() {
        return nextSend;
    }

    /** The ranges that an ack of this wire offset makes durable, one for each message. */
    List<DurableRange> ranges(int subStream, long wireOffset, long now) {
        List<DurableRange> ranges = new ArrayList<>();
        long first = ackedEnd;
        for (long wire = nextAck; wire <= wireOffset; wire++) {
            int slot = slot(wire);
            ranges.add(new DurableRange(
                    EngineAccess.messageId(subStream, first),
                    EngineAccess.messageId(subStream, endOffsets[slot] - 1),
                    records[slot],
                    Duration.ofNanos(now - oldestAdmittedAt[slot])));
            first = endOffsets[slot];
        }
        return ranges;
    }

    /** Marks messages up to and including this one as acked and returns the logical offset behind them. */
    long ackedUpTo(long wireOffset) {
        ackedEnd = endOffsets[slot(wireOffset)];
        nextAck = wireOffset + 1;
        return ackedEnd;
    }

    private int slot(long wireOffset) {
        return (int) wireOffset & (endOffsets.length - 1);
    }

    private void grow() {
        int capacity = endOffsets.length * 2;
        long[] newEndOffsets = new long[capacity];
        int[] newRecords = new int[capacity];
        long[] newOldest = new long[capacity];
        for (long wireOffset = nextAck; wireOffset < nextSend; wireOffset++) {
            int to = (int) wireOffset & (capacity - 1);
            newEndOffsets[to] = endOffsets[slot(wireOffset)];
            newRecords[to] = records[slot(wireOffset)];
            newOldest[to] = oldestAdmittedAt[slot(wireOffset)];
        }
        endOffsets = newEndOffsets;
        records = newRecords;
        oldestAdmittedAt = newOldest;
    }
}
