package io.github.zerobus.benchmarks.goal;

import static io.github.zerobus.benchmarks.work.Metric.CPU_MICROS_PER_RECORD;
import static io.github.zerobus.benchmarks.work.Metric.RECORDS_PER_SECOND;

import io.github.zerobus.benchmarks.client.ClientKind;
import io.github.zerobus.benchmarks.run.Bench;
import io.github.zerobus.benchmarks.run.Launch;
import io.github.zerobus.benchmarks.run.Rounds;
import io.github.zerobus.benchmarks.server.ServerOptions;
import io.github.zerobus.benchmarks.work.WorkKind;
import java.util.List;

/** P4: the caller builds the batches, so only the cost of grpc-java can be saved. */
record UserBatches(String id) implements Goal {

    static final int BATCH = 100;
    /** As many records in flight as with single ones. */
    static final int INFLIGHT = 500;

    @Override
    public String work() {
        return "batches of " + BATCH + " records of 1024 bytes, one thread, one stream";
    }

    @Override
    public GoalResult run(Bench bench) {
        Launch ours = launch(ClientKind.OURS);
        Launch official = launch(ClientKind.OFFICIAL);
        Launch bare = launch(ClientKind.BARE);
        Rounds rounds = bench.rounds(ServerOptions.fast(), List.of(ours, official, bare));
        return GoalResult.of(
                this,
                rounds,
                Check.ratio("speed / official", rounds, RECORDS_PER_SECOND, ours, official, Bound.atLeast(1.8), bare),
                Check.ratio("speed / bare", rounds, RECORDS_PER_SECOND, ours, bare, Bound.atLeast(0.9)),
                Check.ratio("CPU / official", rounds, CPU_MICROS_PER_RECORD, ours, official, Bound.atMost(0.5), bare));
    }

    private static Launch launch(ClientKind client) {
        return Launch.of(client, WorkKind.THROUGHPUT).with("batch", BATCH).with("inflight", INFLIGHT);
    }
}
