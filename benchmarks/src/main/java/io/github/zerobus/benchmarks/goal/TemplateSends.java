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
 * P14: what an application of Spring calls. The official SDK sends the same texts and, with Jackson as its serializer,
 * the same objects; it returns an offset where the template returns a future.
 */
record TemplateSends(String id) implements Goal {

    @Override
    public String work() {
        return "template.send of a JSON text of 100 bytes and of a Java record with ten fields, one thread, each with"
                + " its future";
    }

    @Override
    public GoalResult run(Bench bench) {
        return run(bench, WorkKind.JSON_TEXTS, "text", 2.5, 0.4)
                .and(run(bench, WorkKind.JSON_OBJECTS, "object", 1.5, 2 / 3.0));
    }

    private GoalResult run(Bench bench, WorkKind work, String name, double speed, double cpu) {
        Launch ours = Launch.of(ClientKind.TEMPLATE, work)
                .with("size", 100)
                .named("ours")
                .warmer();
        Launch official = Launch.of(ClientKind.OFFICIAL, work).with("size", 100).precompiled();
        Rounds rounds = bench.rounds(ServerOptions.fast(), List.of(ours, official));
        return GoalResult.of(
                this,
                rounds,
                Check.ratio(
                        name + ": speed / official", rounds, RECORDS_PER_SECOND, ours, official, Bound.atLeast(speed)),
                Check.ratio(
                        name + ": CPU / official", rounds, CPU_MICROS_PER_RECORD, ours, official, Bound.atMost(cpu)));
    }
}
