package io.github.zerobus.benchmarks.work;

import io.github.zerobus.benchmarks.client.BenchmarkClient;
import io.github.zerobus.benchmarks.client.ClientKind;
import io.github.zerobus.benchmarks.client.ClientSettings;
import io.github.zerobus.benchmarks.process.Arguments;
import java.util.concurrent.atomic.LongAdder;

/** Many threads, each of which repeatedly sends a record and waits for its ack. */
final class IngestAndAwait implements Work {

    @Override
    public Arguments run(Arguments settings) throws Exception {
        ClientKind kind = ClientKind.valueOf(settings.text("client"));
        byte[] record = Records.ofSize(settings.integer("size"))[0];
        try (BenchmarkClient client = kind.open(ClientSettings.of(settings))) {
            long warmedUp = calls(client, record, settings, settings.number("warmup"));
            Window window = Window.open(settings);
            long calls = calls(client, record, settings, settings.number("seconds"));
            return window.close(calls).with(Metric.SENT.name(), warmedUp + calls);
        }
    }

    /** Every thread completes its last call, which counts in the time. */
    private static long calls(BenchmarkClient client, byte[] record, Arguments settings, double seconds)
            throws InterruptedException {
        LongAdder calls = new LongAdder();
        long deadline = System.nanoTime() + (long) (seconds * 1e9);
        Threads.run(settings.integer("producers"), producer -> {
            do {
                client.await(client.ingest(producer, record));
                calls.increment();
            } while (System.nanoTime() < deadline);
        });
        return calls.sum();
    }
}
