package io.github.zerobus.benchmarks.work;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A few different protobuf records of one size, the same for all clients. */
final class Records {

    /** A power of two, small enough for the CPU cache, so that the client is measured and not the memory. */
    private static final int COUNT = 64;

    private Records() {}

    static byte[][] ofSize(int size) {
        Random random = new Random(4);
        byte[][] records = new byte[COUNT][];
        for (int i = 0; i < COUNT; i++) {
            records[i] = ofSize(size, random);
        }
        return records;
    }

    private static byte[] ofSize(int size, Random random) {
        int overhead = 1;
        while (true) {
            byte[] value = new byte[size - overhead];
            random.nextBytes(value);
            byte[] record = BytesValue.of(ByteString.copyFrom(value)).toByteArray();
            if (record.length <= size) {
                return record;
            }
            overhead += record.length - size;
        }
    }

    /** The same records in batches. */
    static List<List<byte[]>> batches(byte[][] records, int batchSize) {
        List<List<byte[]>> batches = new ArrayList<>();
        for (int start = 0; start < records.length; start++) {
            List<byte[]> batch = new ArrayList<>();
            for (int i = 0; i < batchSize; i++) {
                batch.add(records[(start + i) % records.length]);
            }
            batches.add(List.copyOf(batch));
        }
        return batches;
    }
}
