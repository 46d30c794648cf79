package io.github.zerobus.benchmarks.work;

import io.github.zerobus.benchmarks.client.BenchmarkClient;
import io.github.zerobus.benchmarks.process.Arguments;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Threads that send records in a loop until the time is over. */
final class Producers {

    /** Records between two reads of the clock. */
    private static final int STRIDE = 64;

    private final int threads;
    private final int batchSize;
    private final byte[][] records;
    private final List<List<byte[]>> batches;
    private final LongAdder allocated = new LongAdder();

    Producers(Arguments settings) {
        threads = settings.integer("producers");
        batchSize = settings.integer("batch");
        records = Records.ofSize(settings.integer("size"));
        batches = Records.batches(records, batchSize);
    }

    /** Sends for some seconds without a flush; returns the number of records sent. */
    long run(BenchmarkClient client, double seconds) throws InterruptedException {
        LongAdder sent = new LongAdder();
        allocated.reset();
        long deadline = System.nanoTime() + (long) (seconds * 1e9);
        Threads.run(threads, producer -> {
            long before = Allocation.byThisThread();
            sent.add(batchSize == 1 ? singles(client, producer, deadline) : batches(client, producer, deadline));
            allocated.add(Allocation.byThisThread() - before);
        });
        return sent.sum();
    }

    /** Bytes that the threads of the last run allocated. */
    long allocated() {
        return allocated.sum();
    }

    private long singles(BenchmarkClient client, int producer, long deadline) throws Exception {
        long sent = 0;
        do {
            for (int i = 0; i < STRIDE; i++) {
                client.ingest(producer, records[i]);
            }
            sent += STRIDE;
        } while (System.nanoTime() < deadline);
        return sent;
    }

    private long batches(BenchmarkClient client, int producer, long deadline) throws Exception {
        long sent = 0;
        do {
            client.ingestBatch(producer, batches.get((int) (sent / batchSize) % batches.size()));
            sent += batchSize;
        } while (System.nanoTime() < deadline);
        return sent;
    }
}
