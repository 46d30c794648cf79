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

/** P13: JSON texts with the default validation, against the official SDK's JSON stream. */
record JsonTextRecords(String id) implements Goal {

    @Override
    public String work() {
        return "single JSON texts of 100 and 1024 bytes, validated, one thread, one stream";
    }

    @Override
    public GoalResult run(Bench bench) {
        return run(bench, 100, 5, 1 / 5.0).and(run(bench, 1024, 3, 1 / 3.0));
    }

    private GoalResult run(Bench bench, int size, double speed, double cpu) {
        Launch ours = launch(ClientKind.OURS, size).warmer();
        Launch official = launch(ClientKind.OFFICIAL, size).precompiled();
        Rounds rounds = bench.rounds(ServerOptions.fast(), List.of(ours, official));
        String name = size + " bytes: ";
        return GoalResult.of(
                this,
                rounds,
                Check.ratio(
                        name + "speed / official", rounds, RECORDS_PER_SECOND, ours, official, Bound.atLeast(speed)),
                Check.ratio(name + "CPU / official", rounds, CPU_MICROS_PER_RECORD, ours, official, Bound.atMost(cpu)));
    }

    private static Launch launch(ClientKind client, int size) {
        return Launch.of(client, WorkKind.JSON_TEXTS).with("size", size);
    }
}
