package io.github.zerobus.metrics;

import io.github.zerobus.DurableRange;
import io.github.zerobus.RejectReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Meters that are moved by events. */
final class StreamEventMeters {

    private final Timer ackLatency;
    private final Timer backpressure;
    private final DistributionSummary batch;
    private final Counter recoveries;
    private final Counter failedRecoveries;
    private final Counter rotations;
    private final Map<RejectReason, Counter> rejected = new EnumMap<>(RejectReason.class);

    StreamEventMeters(StreamMeters meters) {
        ackLatency =
                meters.timer("ack.latency", "Time from the admission of a wire request's oldest record to its ack");
        backpressure = meters.timer("backpressure", "Time that callers waited for room");
        batch = meters.summary("batch", "records", "Records of a wire request");
        String recovery = "Connections that sub-streams lost, and got back or not";
        recoveries = meters.counter("recoveries", recovery, "outcome", "success");
        failedRecoveries = meters.counter("recoveries", recovery, "outcome", "failure");
        rotations = meters.counter("rotations", "Physical streams that the server had replaced");
        for (RejectReason reason : RejectReason.values()) {
            rejected.put(
                    reason,
                    meters.recordCounter(
                            "rejected", "Records that were refused", "reason", StreamMeters.lowerCase(reason)));
        }
    }

    void durable(DurableRange range) {
        ackLatency.record(range.latency());
        batch.record(range.records());
    }

    void recovered(boolean success) {
        (success ? recoveries : failedRecoveries).increment();
    }

    void rotated() {
        rotations.increment();
    }

    void waited(Duration time) {
        backpressure.record(time);
    }

    void rejected(RejectReason reason, int records) {
        Counter counter = rejected.get(reason);
        if (counter != null) {
            counter.increment(records);
        }
    }
}
