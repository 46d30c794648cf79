package io.github.zerobus.benchmarks.work;

import io.github.zerobus.benchmarks.client.BenchmarkClient;
import io.github.zerobus.benchmarks.client.ClientKind;
import io.github.zerobus.benchmarks.client.ClientSettings;
import io.github.zerobus.benchmarks.process.Arguments;

/** One record a millisecond, awaited each time: measures from the ingest to the caller's wake-up. */
final class PacedLatency implements Work {

    @Override
    public Arguments run(Arguments settings) throws Exception {
        ClientKind kind = ClientKind.valueOf(settings.text("client"));
        byte[] record = Records.ofSize(settings.integer("size"))[0];
        try (BenchmarkClient client = kind.open(ClientSettings.of(settings))) {
            int warmedUp = warmUp(client, record, settings.number("warmup"));
            Window window = Window.open(settings);
            Times times = calls(client, record, settings.number("seconds"));
            return window.close(times.count()).with(times.figures()).with(Metric.SENT.name(), warmedUp + times.count());
        }
    }

    /** Warms up without pauses: at a thousand calls a second the JIT compiler would need minutes. */
    private static int warmUp(BenchmarkClient client, byte[] record, double seconds) throws Exception {
        int calls = 0;
        long deadline = System.nanoTime() + (long) (seconds * 1e9);
        for (; System.nanoTime() < deadline; calls++) {
            client.await(client.ingest(0, record));
        }
        return calls;
    }

    private static Times calls(BenchmarkClient client, byte[] record, double seconds) throws Exception {
        Times times = new Times();
        Pace pace = new Pace();
        long deadline = System.nanoTime() + (long) (seconds * 1e9);
        while (System.nanoTime() < deadline) {
            pace.awaitTurn();
            long start = System.nanoTime();
            client.await(client.ingest(0, record));
            times.add(System.nanoTime() - start);
        }
        return times;
    }
}
