package io.github.zerobus.benchmarks.work;

import io.github.zerobus.benchmarks.client.BenchmarkClient;
import io.github.zerobus.benchmarks.client.ClientKind;
import io.github.zerobus.benchmarks.client.ClientSettings;
import io.github.zerobus.benchmarks.process.Arguments;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Measures the ingest calls of a thread that sends 1,000 records a second, while other threads wait for acks. */
final class PacedIngest implements Work {

    private static final int AWAITING_THREADS = 4;

    @Override
    public Arguments run(Arguments settings) throws Exception {
        ClientKind kind = ClientKind.valueOf(settings.text("client"));
        byte[] record = Records.ofSize(settings.integer("size"))[0];
        try (BenchmarkClient client = kind.open(ClientSettings.of(settings))) {
            Times warmup = calls(client, record, settings.number("warmup"));
            client.flush();
            Window window = Window.open(settings);
            Times times = calls(client, record, settings.number("seconds"));
            client.flush();
            return window.close(times.count())
                    .with(times.figures())
                    // Each run starts with one extra record, so that there is an ack to wait for.
                    .with(Metric.SENT.name(), warmup.count() + times.count() + 2);
        }
    }

    private static Times calls(BenchmarkClient client, byte[] record, double seconds) throws Exception {
        AtomicLong newest = new AtomicLong(client.ingest(0, record));
        AtomicBoolean over = new AtomicBoolean();
        Times times = new Times();
        long deadline = System.nanoTime() + (long) (seconds * 1e9);
        Threads.run(1 + AWAITING_THREADS, number -> {
            if (number > 0) {
                awaitNewest(client, newest, over);
                return;
            }
            Pace pace = new Pace();
            while (System.nanoTime() < deadline) {
                pace.awaitTurn();
                long start = System.nanoTime();
                newest.set(client.ingest(0, record));
                times.add(System.nanoTime() - start);
            }
            over.set(true);
        });
        return times;
    }

    private static void awaitNewest(BenchmarkClient client, AtomicLong newest, AtomicBoolean over) throws Exception {
        while (!over.get()) {
            client.await(newest.get());
        }
    }
}
