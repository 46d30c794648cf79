package io.github.zerobus.benchmarks.work;

import io.github.zerobus.benchmarks.process.Arguments;
import tools.jackson.databind.json.JsonMapper;

/** Jackson writes readings to JSON without sending them: the lower bound of {@link JsonTemplate}. */
final class JsonAlone implements Work {

    @Override
    public Arguments run(Arguments settings) throws Exception {
        JsonMapper mapper = JsonMapper.builder().build();
        ProducerCpu producer = new ProducerCpu();
        // Stored in a field so that the JIT cannot eliminate the work.
        byte[][] written = new byte[1][];
        ProducerCpu.Use write = reading -> written[0] = mapper.writeValueAsBytes(reading);
        producer.run(settings.number("warmup"), write);
        Window window = Window.open(settings);
        long records = producer.run(settings.number("seconds"), write);
        if (written[0].length == 0) {
            throw new IllegalStateException("nothing was written");
        }
        return window.close(records)
                .with(Metric.PRODUCER_NANOS_PER_RECORD.name(), (double) producer.cpuNanos() / records);
    }
}
