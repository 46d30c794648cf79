package io.github.zerobus.benchmarks.work;

import io.github.zerobus.benchmarks.client.ClientSettings;
import io.github.zerobus.benchmarks.client.TemplateClient;
import io.github.zerobus.benchmarks.process.Arguments;

/**
 * The auto-configured template sends objects with a future for each; measures the whole cost on the caller's thread.
 */
final class JsonTemplate implements Work {

    @Override
    public Arguments run(Arguments settings) throws Exception {
        try (TemplateClient template = new TemplateClient(ClientSettings.of(settings))) {
            ProducerCpu producer = new ProducerCpu();
            // Twice, as in all work that waits for acks.
            double half = settings.number("warmup") / 2;
            long warmedUp = producer.run(half, template::sendObject);
            template.flush();
            warmedUp += producer.run(half, template::sendObject);
            template.flush();
            Window window = Window.open(settings);
            long records = producer.run(settings.number("seconds"), template::sendObject);
            double cpu = producer.cpuNanos();
            template.flush();
            return window.close(records)
                    .with(Metric.PRODUCER_NANOS_PER_RECORD.name(), cpu / records)
                    .with(Metric.SENT.name(), warmedUp + records);
        }
    }
}
