package io.github.zerobus.sample;

import io.github.zerobus.StreamSnapshot;
import io.github.zerobus.SubStreamState;
import io.github.zerobus.stream.MultiplexedStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Logs the state of the stream once a second. */
@Component
class StatusLine {

    private static final Logger log = LoggerFactory.getLogger("io.github.zerobus.sample");

    private final MultiplexedStream stream;
    private final AckLatency latency;
    private long lastDurable;
    private long lastAt = System.nanoTime();

    StatusLine(MultiplexedStream stream, AckLatency latency) {
        this.stream = stream;
        this.latency = latency;
    }

    @Scheduled(initialDelay = 1_000, fixedRate = 1_000)
    void print() {
        StreamSnapshot now = stream.snapshot();
        long at = System.nanoTime();
        long durable = now.ackedRecords();
        long rate = Math.round((durable - lastDurable) * 1e9 / (at - lastAt));
        lastDurable = durable;
        lastAt = at;
        log.info(
                "ingested {}  durable {}  in flight {}  {} records/s  ack p50/p99 {} ms  sub-streams {}/{} open  {}",
                now.ingestedRecords(),
                durable,
                now.inflightRequests(),
                rate,
                latency.p50AndP99(),
                now.count(SubStreamState.OPEN),
                now.subStreams().size(),
                now.state());
    }
}
