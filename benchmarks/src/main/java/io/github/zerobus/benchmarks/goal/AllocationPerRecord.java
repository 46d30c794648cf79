package io.github.zerobus.benchmarks.goal;

import static io.github.zerobus.benchmarks.work.Metric.ALLOCATED_BYTES_PER_RECORD;

import io.github.zerobus.benchmarks.client.ClientKind;
import io.github.zerobus.benchmarks.run.Bench;
import io.github.zerobus.benchmarks.run.Launch;
import io.github.zerobus.benchmarks.run.Rounds;
import io.github.zerobus.benchmarks.server.ServerOptions;
import io.github.zerobus.benchmarks.work.WorkKind;
import java.util.List;

/** P10: what a record allocates beside the caller's array: its payload object, its id, and its share of a message. */
record AllocationPerRecord(String id) implements Goal {

    @Override
    public String work() {
        return "allocation of a single record of 1024 bytes under load, all threads, without the caller's array";
    }

    @Override
    public GoalResult run(Bench bench) {
        Launch ours = Launch.of(ClientKind.OURS, WorkKind.THROUGHPUT);
        Launch bare = Launch.of(ClientKind.BARE, WorkKind.THROUGHPUT);
        Rounds rounds = bench.rounds(ServerOptions.fast(), List.of(ours, bare));
        return GoalResult.of(
                this,
                rounds,
                Check.figure("allocated", rounds, ALLOCATED_BYTES_PER_RECORD, ours, 1, Bound.atMost(48), bare));
    }
}
