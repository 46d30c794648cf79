package io.github.zerobus.benchmarks.goal;

import static io.github.zerobus.benchmarks.work.Metric.RECORDS_PER_SECOND;

import io.github.zerobus.benchmarks.client.ClientKind;
import io.github.zerobus.benchmarks.run.Bench;
import io.github.zerobus.benchmarks.run.Launch;
import io.github.zerobus.benchmarks.run.Rounds;
import io.github.zerobus.benchmarks.server.ServerOptions;
import io.github.zerobus.benchmarks.work.WorkKind;
import java.util.List;

/** P5: four threads over four and eight streams; more streams must never be slower than one. */
record ManyProducers(String id) implements Goal {

    private static final int PRODUCERS = 4;
    private static final Bound SPEED = Bound.atLeast(4.5);
    private static final Bound NEVER_SLOWER = Bound.atLeast(0.95);

    @Override
    public String work() {
        return "single records of 1024 bytes, four threads, four and eight streams";
    }

    @Override
    public GoalResult run(Bench bench) {
        return four(bench).and(eight(bench));
    }

    private GoalResult four(Bench bench) {
        Launch ours = launch(ClientKind.OURS, 4, PRODUCERS);
        Launch official = launch(ClientKind.OFFICIAL, 4, PRODUCERS);
        Launch one = launch(ClientKind.OURS, 1, PRODUCERS).named("ours, N = 1");
        // The other reading of "our N = 1": four threads and streams must not be slower than one of each.
        Launch alone = launch(ClientKind.OURS, 1, 1).named("ours, N = 1, one thread");
        Rounds rounds = bench.rounds(ServerOptions.fast(), List.of(ours, official, one, alone));
        return GoalResult.of(
                this,
                rounds,
                Check.ratio("N = 4: speed / official", rounds, RECORDS_PER_SECOND, ours, official, SPEED),
                Check.ratio("N = 4: speed / N = 1", rounds, RECORDS_PER_SECOND, ours, one, NEVER_SLOWER),
                Check.ratio(
                        "N = 4: speed / N = 1 with one thread", rounds, RECORDS_PER_SECOND, ours, alone, NEVER_SLOWER));
    }

    private GoalResult eight(Bench bench) {
        Launch ours = launch(ClientKind.OURS, 8, PRODUCERS);
        Launch official = launch(ClientKind.OFFICIAL, 8, PRODUCERS);
        Rounds rounds = bench.rounds(ServerOptions.fast(), List.of(ours, official));
        return GoalResult.of(
                this,
                rounds,
                Check.ratio("N = 8: speed / official", rounds, RECORDS_PER_SECOND, ours, official, SPEED));
    }

    private static Launch launch(ClientKind client, int streams, int producers) {
        return Launch.of(client, WorkKind.THROUGHPUT)
                .with("streams", streams)
                .with("producers", producers)
                .warmer();
    }
}
