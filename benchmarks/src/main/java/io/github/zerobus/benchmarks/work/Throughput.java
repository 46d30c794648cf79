package io.github.zerobus.benchmarks.work;

import io.github.zerobus.benchmarks.client.BenchmarkClient;
import io.github.zerobus.benchmarks.client.ClientKind;
import io.github.zerobus.benchmarks.client.ClientSettings;
import io.github.zerobus.benchmarks.process.Arguments;

/**
 * Sends as fast as possible for some seconds from some threads, then flushes; the flush counts in the time. Also
 * reports the bytes that the threads allocated.
 */
final class Throughput implements Work {

    @Override
    public Arguments run(Arguments settings) throws Exception {
        ClientKind kind = ClientKind.valueOf(settings.text("client"));
        Producers producers = new Producers(settings);
        try (BenchmarkClient client = kind.open(ClientSettings.of(settings))) {
            // Twice, since the end of a run executes code paths that trigger recompilation (benchmark
            // P5).
            double half = settings.number("warmup") / 2;
            long warmedUp = producers.run(client, half);
            client.flush();
            warmedUp += producers.run(client, half);
            client.flush();
            Allocation allocation = new Allocation();
            Window window = Window.open(settings);
            long records = producers.run(client, settings.number("seconds"));
            client.flush();
            Arguments figures = window.close(records);
            double allocated = allocation.byOthers() + producers.allocated();
            return figures.with(Metric.ALLOCATED_BYTES_PER_RECORD.name(), allocated / records)
                    .with(Metric.SENT.name(), warmedUp + records);
        }
    }
}
