package io.github.zerobus.benchmarks.goal;

import static io.github.zerobus.benchmarks.work.Metric.CPU_MICROS_PER_RECORD;
import static io.github.zerobus.benchmarks.work.Metric.RECORDS_PER_SECOND;

import io.github.zerobus.benchmarks.client.ClientKind;
import io.github.zerobus.benchmarks.run.Bench;
import io.github.zerobus.benchmarks.run.Launch;
import io.github.zerobus.benchmarks.run.Rounds;
import io.github.zerobus.benchmarks.run.Stat;
import io.github.zerobus.benchmarks.server.ServerOptions;
import io.github.zerobus.benchmarks.work.WorkKind;
import io.netty.handler.ssl.SslProvider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** P15: TLS on both ends, with the JDK's provider and with BoringSSL of netty-tcnative. */
record OverTls(String id) implements Goal {

    private static final String BORING_SSL = "ours, BoringSSL";

    @Override
    public String work() {
        return "over TLS: single records and batches of 100 records of 1024 bytes, one thread, one stream";
    }

    @Override
    public GoalResult run(Bench bench) {
        Launch jdk = launch(ClientKind.OURS).with("provider", SslProvider.JDK).warmer();
        Launch boring = launch(ClientKind.OURS)
                .with("provider", SslProvider.OPENSSL)
                .named(BORING_SSL)
                .warmer();
        Launch official = launch(ClientKind.OFFICIAL).precompiled();
        Launch jdkAlone = alone(SslProvider.JDK).named("TLS alone");
        Launch boringAlone =
                alone(SslProvider.OPENSSL).named("TLS alone, BoringSSL").precompiled();
        ServerOptions server = ServerOptions.fast().withTls();
        Rounds singles = bench.rounds(server, List.of(jdk, boring, official, jdkAlone, boringAlone));
        Rounds batches = bench.rounds(server, List.of(batches(jdk), batches(boring), batches(official)));
        return judged("singles", singles, jdk, boring, official, List.of(2.5, 0.3, 3.2, 0.25))
                .and(judged("batches", batches, jdk, boring, official, List.of(1.7, 0.5, 2.0, 0.42)))
                .and(new GoalResult(
                        id,
                        work(),
                        List.of(
                                share("singles", singles, jdkAlone, singles, jdk),
                                share("singles, BoringSSL", singles, boringAlone, singles, boring),
                                share("batches", singles, jdkAlone, batches, jdk),
                                share("batches, BoringSSL", singles, boringAlone, batches, boring)),
                        0));
    }

    /** Limits are speed and CPU with the JDK's provider, then with BoringSSL. */
    private GoalResult judged(
            String name, Rounds rounds, Launch jdk, Launch boring, Launch official, List<Double> limits) {
        return GoalResult.of(
                this,
                rounds,
                speed(name, rounds, jdk, official, limits.get(0)),
                cpu(name, rounds, jdk, official, limits.get(1)),
                speed(name + ", BoringSSL", rounds, boring, official, limits.get(2)),
                cpu(name + ", BoringSSL", rounds, boring, official, limits.get(3)));
    }

    private static Check speed(String name, Rounds rounds, Launch ours, Launch official, double limit) {
        return Check.ratio(
                name + ": speed / official", rounds, RECORDS_PER_SECOND, ours, official, Bound.atLeast(limit));
    }

    private static Check cpu(String name, Rounds rounds, Launch ours, Launch official, double limit) {
        return Check.ratio(
                name + ": CPU / official", rounds, CPU_MICROS_PER_RECORD, ours, official, Bound.atMost(limit));
    }

    /** Not judged: it names what no client could save. A ratio of medians, since the rounds may differ. */
    private static Check share(String name, Rounds withAlone, Launch alone, Rounds rounds, Launch ours) {
        Stat tls = withAlone.stat(alone, CPU_MICROS_PER_RECORD);
        Stat all = rounds.stat(ours, CPU_MICROS_PER_RECORD);
        Map<String, Stat> figures = new LinkedHashMap<>();
        figures.put(ours.label(), all);
        figures.put(alone.label(), tls);
        Stat share = new Stat(tls.median() / all.median(), tls.min() / all.max(), tls.max() / all.min());
        return new Check(
                name + ": share of TLS in the CPU",
                CPU_MICROS_PER_RECORD.unit(),
                figures,
                share,
                Bound.atMost(1),
                false);
    }

    private static Launch launch(ClientKind client) {
        return Launch.of(client, WorkKind.THROUGHPUT);
    }

    private static Launch batches(Launch singles) {
        return singles.with("batch", UserBatches.BATCH).with("inflight", UserBatches.INFLIGHT);
    }

    private static Launch alone(SslProvider provider) {
        return Launch.of(ClientKind.OURS, WorkKind.TLS_ALONE).with("provider", provider);
    }
}
