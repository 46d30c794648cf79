package io.github.zerobus.benchmarks.goal;

import static io.github.zerobus.benchmarks.work.Metric.CORES;
import static io.github.zerobus.benchmarks.work.Metric.RECORDS_PER_SECOND;

import io.github.zerobus.benchmarks.client.ClientKind;
import io.github.zerobus.benchmarks.run.Bench;
import io.github.zerobus.benchmarks.run.Launch;
import io.github.zerobus.benchmarks.run.Rounds;
import io.github.zerobus.benchmarks.run.Stat;
import io.github.zerobus.benchmarks.server.ServerOptions;
import io.github.zerobus.benchmarks.work.WorkKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * P7 and P8: where each stream is limited, N streams must be N times as fast as one. Rows in which client, server and
 * proxy use more than 1.7 processors are not judged, since the machine is the limit then.
 *
 * @param server limit of a stream on the server's side
 * @param roundTripMillis limit of a stream on the wire
 * @param streams the rows, from 1 on
 * @param share least part of N times one stream's speed
 */
record Scaling(
        String id,
        String work,
        ServerOptions server,
        int roundTripMillis,
        int inflight,
        List<Integer> streams,
        double share)
        implements Goal {

    private static final double MAX_CORES = 1.7;

    @Override
    public GoalResult run(Bench bench) {
        // A quick run shows that the rows work by the first and the second of them.
        List<Launch> launches = (bench.settings().quick() ? streams.subList(0, 2) : streams)
                .stream().map(this::launch).toList();
        Rounds rounds = bench.rounds(server, roundTripMillis, launches);
        List<Check> checks = new ArrayList<>();
        for (int row = 1; row < launches.size(); row++) {
            checks.add(check(rounds, launches.get(0), launches.get(row), streams.get(row)));
        }
        return new GoalResult(id, work, checks, rounds.disturbed());
    }

    private Check check(Rounds rounds, Launch one, Launch many, int count) {
        Stat ratio = rounds.ratio(many, one, RECORDS_PER_SECOND);
        Stat cores = rounds.stat(many, CORES);
        Map<String, Stat> figures = new LinkedHashMap<>();
        figures.put("ours", rounds.stat(many, RECORDS_PER_SECOND));
        figures.put(one.label(), rounds.stat(one, RECORDS_PER_SECOND));
        String what = "N = " + count + ": speed / N × one stream's (" + Stat.text(cores.median()) + " cores)";
        Stat share = new Stat(ratio.median() / count, ratio.min() / count, ratio.max() / count);
        return new Check(what, RECORDS_PER_SECOND.unit(), figures, share, Bound.atLeast(this.share), true)
                .judgedIf(cores.median() <= MAX_CORES);
    }

    private Launch launch(int count) {
        return Launch.of(ClientKind.OURS, WorkKind.THROUGHPUT)
                .paced()
                .with("streams", count)
                .with("inflight", inflight)
                .named("ours, N = " + count);
    }
}
