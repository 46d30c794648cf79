package io.github.zerobus.sample;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Time from admission to ack, of each record, over the last seconds. */
@Component
class AckLatency {

    private final Timer timer;

    AckLatency(MeterRegistry registry) {
        timer = Timer.builder("sample.ack.latency")
                .description("Time from a record's admission to its ack")
                .publishPercentiles(0.5, 0.99)
                .distributionStatisticExpiry(Duration.ofSeconds(10))
                .register(registry);
    }

    void record(Duration latency) {
        timer.record(latency);
    }

    /** Median and 99th percentile in milliseconds, as {@code 11/14}. */
    String p50AndP99() {
        ValueAtPercentile[] values = timer.takeSnapshot().percentileValues();
        return Math.round(values[0].value(TimeUnit.MILLISECONDS)) + "/"
                + Math.round(values[1].value(TimeUnit.MILLISECONDS));
    }
}
