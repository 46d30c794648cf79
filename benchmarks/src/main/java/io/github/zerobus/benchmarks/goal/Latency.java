package io.github.zerobus.benchmarks.goal;

import static io.github.zerobus.benchmarks.work.Metric.P50_MICROS;
import static io.github.zerobus.benchmarks.work.Metric.P99_MICROS;

import io.github.zerobus.benchmarks.client.ClientKind;
import io.github.zerobus.benchmarks.run.Bench;
import io.github.zerobus.benchmarks.run.Launch;
import io.github.zerobus.benchmarks.run.Rounds;
import io.github.zerobus.benchmarks.server.ServerOptions;
import io.github.zerobus.benchmarks.work.WorkKind;
import java.util.List;

/** P9: a record that travels alone must not pay for batching. */
record Latency(String id) implements Goal {

    @Override
    public String work() {
        return "one record a millisecond, acked at once: from the ingest to the waiting caller's wake-up";
    }

    @Override
    public GoalResult run(Bench bench) {
        Launch ours = launch(ClientKind.OURS);
        Launch official = launch(ClientKind.OFFICIAL);
        Launch bare = launch(ClientKind.BARE);
        Rounds rounds =
                bench.rounds(ServerOptions.fast().acking(ServerOptions.Ack.AT_ONCE), List.of(ours, bare, official));
        return GoalResult.of(
                this,
                rounds,
                Check.ratio("p50 / bare", rounds, P50_MICROS, ours, bare, Bound.atMost(1.1), official),
                Check.ratio("p99 / official", rounds, P99_MICROS, ours, official, Bound.atMost(1.1), bare));
    }

    /** Three times as long as other goals, since the p99 of few calls is mostly chance. */
    private static Launch launch(ClientKind client) {
        return Launch.of(client, WorkKind.PACED_LATENCY).longer(3);
    }
}
