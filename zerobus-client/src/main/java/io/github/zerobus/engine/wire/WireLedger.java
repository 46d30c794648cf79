package io.github.zerobus.engine.wire;

import io.github.zerobus.DurableRange;
import io.github.zerobus.EngineAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What one physical stream has sent: wire offsets from 0 on, each with the logical offsets that it covers. Wire offsets
 * start anew with each physical stream (protocol 1.3), so each gets a ledger of its own. Owned by the serial executor.
 */
public final class WireLedger {

    private long[] endOffsets = new long[64];
    private int[] records = new int[64];
    private long[] oldestAdmittedAt = new long[64];
    private long nextAck;
    private long nextSend;

    /** Enters a run and returns its wire offset; before it is handed to gRPC, since an ack may be very fast. */
    public long sent(long endOffset, int recordCount, long admittedAt) {
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
    public boolean isSent(long wireOffset) {
        return wireOffset < nextSend;
    }

    /** Whether an ack of this wire offset tells nothing new. */
    public boolean isAcked(long wireOffset) {
        return wireOffset < nextAck;
    }

    public long nextAck() {
        return nextAck;
    }

    public long nextSend() {
        return nextSend;
    }

    public long endOffset(long wireOffset) {
        return endOffsets[slot(wireOffset)];
    }

    /** What an ack of this wire offset makes durable, one range for each wire message. */
    public List<DurableRange> ranges(int subStream, long firstOffset, long wireOffset, long now) {
        List<DurableRange> ranges = new ArrayList<>();
        long first = firstOffset;
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

    /** Marks all up to and including this one as acked. */
    public void ackedUpTo(long wireOffset) {
        nextAck = wireOffset + 1;
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
