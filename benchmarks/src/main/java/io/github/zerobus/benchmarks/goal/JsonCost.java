package io.github.zerobus.benchmarks.goal;

import static io.github.zerobus.benchmarks.work.Metric.PRODUCER_NANOS_PER_RECORD;

import io.github.zerobus.benchmarks.client.ClientKind;
import io.github.zerobus.benchmarks.run.Bench;
import io.github.zerobus.benchmarks.run.Launch;
import io.github.zerobus.benchmarks.run.Rounds;
import io.github.zerobus.benchmarks.server.ServerOptions;
import io.github.zerobus.benchmarks.work.WorkKind;
import java.util.List;

/** P11: sending an object must cost its thread little more than writing it as JSON. */
record JsonCost(String id) implements Goal {

    @Override
    public String work() {
        return "template.send of a Java record with ten fields, its future included: CPU of the calling thread";
    }

    @Override
    public GoalResult run(Bench bench) {
        Launch ours = Launch.of(ClientKind.OURS, WorkKind.JSON_TEMPLATE).warmer();
        Launch jackson =
                Launch.of(ClientKind.OURS, WorkKind.JSON_ALONE).warmer().named("Jackson alone");
        Rounds rounds = bench.rounds(ServerOptions.fast(), List.of(ours, jackson));
        return GoalResult.of(
                this,
                rounds,
                Check.ratio(
                        "CPU / Jackson alone", rounds, PRODUCER_NANOS_PER_RECORD, ours, jackson, Bound.atMost(1.25)));
    }
}
