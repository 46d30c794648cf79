package io.github.zerobus.metrics;

import io.github.zerobus.DurableRange;
import io.github.zerobus.RejectReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Meters of a stream that are updated by the notifications of its listener. */
final class StreamEventMeters {

    private final Timer ackLatency;
    private final Timer backpressure;
    private final DistributionSummary batch;
    private final Counter recoveries;
    private final Counter failedRecoveries;
    private final Counter rotations;
    private final Map<RejectReason, Counter> rejected = new EnumMap<>(RejectReason.class);

    StreamEventMeters(StreamMeters meters) {
        ackLatency = meters.timer(
                "ack.latency", "Time from the admission of the oldest record of a wire request to its ack");
        backpressure = meters.timer("backpressure", "Time that callers waited for room in the buffer");
        batch = meters.summary("batch", "records", "Number of records of a wire request");
        String recovery = "Recoveries of sub-streams that lost their connection";
        recoveries = meters.counter("recoveries", recovery, "outcome", "success");
        failedRecoveries = meters.counter("recoveries", recovery, "outcome", "failure");
        rotations = meters.counter("rotations", "Physical streams that were replaced at the request of the server");
        for (RejectReason reason : RejectReason.values()) {
            rejected.put(
                    reason,
                    meters.recordCounter(
                            "rejected", "Records that were rejected", "reason", StreamMeters.lowerCase(reason)));
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
