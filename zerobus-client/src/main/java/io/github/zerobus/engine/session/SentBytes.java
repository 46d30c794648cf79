package io.github.zerobus.engine.session;

import io.github.zerobus.engine.buffer.WireBatch;

/** Counts the payload that a sub-stream sends, over all of its sessions. Written by the serial executor only. */
final class SentBytes {

    private volatile long total;
    private volatile long repeated;
    /** Logical offset behind the last request that was ever sent. */
    private long sentEnd;

    /** Payload bytes sent so far, including resends. Safe on any thread. */
    long total() {
        return total;
    }

    /** The part of them that was sent before. Safe on any thread. */
    long repeated() {
        return repeated;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only the serial executor writes
    void count(WireBatch batch) {
        total += batch.size();
        long end = batch.endOffset();
        if (end <= sentEnd) {
            repeated += batch.size();
            return;
        }
        if (batch.hasSeveralRequests()) {
            long again = sentEnd - (end - batch.payloads().size());
            for (int i = 0; i < again; i++) {
                repeated += batch.payloads().get(i).size();
            }
        }
        sentEnd = end;
    }
}
