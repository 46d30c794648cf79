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

/**
 * P1 to P3: one record at a time from one thread over one stream.
 *
 * @param size bytes of a record
 * @param speed least times the official SDK's records per second
 * @param cpu most of its CPU per record
 */
record SingleRecords(String id, int size, double speed, double cpu) implements Goal {

    @Override
    public String work() {
        return "single records of " + size + " bytes, one thread, one stream";
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
                Check.ratio("speed / official", rounds, RECORDS_PER_SECOND, ours, official, Bound.atLeast(speed), bare),
                Check.ratio("CPU / official", rounds, CPU_MICROS_PER_RECORD, ours, official, Bound.atMost(cpu), bare));
    }

    private Launch launch(ClientKind client) {
        return Launch.of(client, WorkKind.THROUGHPUT).with("size", size).warmer();
    }
}
