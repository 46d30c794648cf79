package io.github.zerobus.benchmarks.client;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * One request, written by hand around its payloads. One object for a whole call, since gRPC drains it before
 * {@code sendMessage} returns.
 */
@SuppressWarnings("InputStreamSlowMultibyteRead") // it is never read, only drained
final class BareFrame extends InputStream implements KnownLength, Drainable {

    private static final int INGEST_RECORD = 0x12;
    private static final int INGEST_RECORD_BATCH = 0x1a;
    private static final int OFFSET_ID = 0x08;
    private static final int PROTO = 0x12;
    private static final int RECORDS = 0x0a;

    private final byte[] head = new byte[48];
    private int headLength;
    private List<byte[]> records = List.of();
    private byte[] single = {};
    private int length;

    BareFrame single(long offset, byte[] record) {
        single = record;
        records = List.of();
        head(INGEST_RECORD, offset, record.length);
        return this;
    }

    BareFrame batch(long offset, List<byte[]> batch) {
        single = new byte[0];
        records = batch;
        int size = 0;
        for (byte[] record : batch) {
            size += 1 + varintSize(record.length) + record.length;
        }
        head(INGEST_RECORD_BATCH, offset, size);
        return this;
    }

    private void head(int request, long offset, int size) {
        int inner = 1 + varintSize(offset) + 1 + varintSize(size) + size;
        headLength = 0;
        head[headLength++] = (byte) request;
        headLength = putVarint(head, headLength, inner);
        head[headLength++] = OFFSET_ID;
        headLength = putVarint(head, headLength, offset);
        head[headLength++] = PROTO;
        headLength = putVarint(head, headLength, size);
        length = headLength + size;
    }

    private static int varintSize(long value) {
        return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
    }

    private static int putVarint(byte[] to, int at, long value) {
        int end = at;
        long rest = value;
        while (rest >= 0x80) {
            to[end++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        to[end++] = (byte) rest;
        return end;
    }

    @Override
    public int drainTo(OutputStream target) throws IOException {
        target.write(head, 0, headLength);
        target.write(single);
        for (byte[] record : records) {
            head[0] = RECORDS;
            target.write(head, 0, putVarint(head, 1, record.length));
            target.write(record);
        }
        return length;
    }

    @Override
    public int available() {
        return length;
    }

    @Override
    public int read() {
        throw new IllegalStateException("gRPC drains what can be drained");
    }
}
