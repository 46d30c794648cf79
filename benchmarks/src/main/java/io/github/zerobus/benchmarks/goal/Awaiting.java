package io.github.zerobus.benchmarks.goal;

import static io.github.zerobus.benchmarks.work.Metric.P99_MICROS;
import static io.github.zerobus.benchmarks.work.Metric.RECORDS_PER_SECOND;

import io.github.zerobus.benchmarks.client.ClientKind;
import io.github.zerobus.benchmarks.run.Bench;
import io.github.zerobus.benchmarks.run.Launch;
import io.github.zerobus.benchmarks.run.Rounds;
import io.github.zerobus.benchmarks.server.ServerOptions;
import io.github.zerobus.benchmarks.work.WorkKind;
import java.util.List;

/** P6: threads that wait for acks must not slow down other waiting threads or threads that ingest. */
record Awaiting(String id) implements Goal {

    private static final int ACK_MILLIS = 50;
    private static final int THREADS = 64;
    private static final double IDEAL = THREADS * 1000.0 / ACK_MILLIS;

    @Override
    public String work() {
        return "acks after 50 ms: 64 threads that ingest and await; one that ingests 1,000/s while others await";
    }

    @Override
    public GoalResult run(Bench bench) {
        ServerOptions server = ServerOptions.fast().ackedAfterMillis(ACK_MILLIS);
        return calls(bench, server).and(pauses(bench, server));
    }

    private GoalResult calls(Bench bench, ServerOptions server) {
        Launch ours = awaiting(ClientKind.OURS);
        Launch official = awaiting(ClientKind.OFFICIAL);
        Launch four = awaiting(ClientKind.OURS).with("streams", 4).named("ours, N = 4");
        Rounds rounds = bench.rounds(server, List.of(ours, official, four));
        Bound bound = Bound.atLeast(0.95);
        return GoalResult.of(
                this,
                rounds,
                Check.figure("N = 1: calls/s / ideal", rounds, RECORDS_PER_SECOND, ours, IDEAL, bound, official),
                Check.figure("N = 4: calls/s / ideal", rounds, RECORDS_PER_SECOND, four, IDEAL, bound));
    }

    private GoalResult pauses(Bench bench, ServerOptions server) {
        Launch ours = Launch.of(ClientKind.OURS, WorkKind.PACED_INGEST).paced();
        Launch official = Launch.of(ClientKind.OFFICIAL, WorkKind.PACED_INGEST).paced();
        Rounds rounds = bench.rounds(server, List.of(ours, official));
        return GoalResult.of(
                this,
                rounds,
                Check.ratio(
                        "p99 of the ingest call / official",
                        rounds,
                        P99_MICROS,
                        ours,
                        official,
                        Bound.atMost(1 / 20.0)));
    }

    private static Launch awaiting(ClientKind client) {
        return Launch.of(client, WorkKind.INGEST_AND_AWAIT).paced().with("producers", THREADS);
    }
}
