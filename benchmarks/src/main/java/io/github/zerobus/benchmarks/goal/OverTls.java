package io.github.zerobus.benchmarks.goal;

import static io.github.zerobus.benchmarks.work.Metric.CPU_MICROS_PER_RECORD;
import static io.github.zerobus.benchmarks.work.Metric.RECORDS_PER_SECOND;

import io.github.zerobus.benchmarks.client.ClientKind;
import io.github.zerobus.benchmarks.run.Bench;
import io.github.zerobus.benchmarks.run.Launch;
import io.github.zerobus.benchmarks.run.Rounds;
import io.github.zerobus.benchmarks.server.ServerOptions;
import io.github.zerobus.benchmarks.work.WorkKind;
import io.netty.handler.ssl.SslProvider;
import java.util.List;

/** P15: TLS on both ends, with the JDK's provider and with BoringSSL of netty-tcnative. */
record OverTls(String id) implements Goal {

    private static final String BORING_SSL = "ours, BoringSSL";

    @Override
    public String work() {
        return "over TLS: single records and batches of 100 records of 1024 bytes, one thread, one stream";
    }

    @Override
    public GoalResult run(Bench bench) {
        return singles(bench).and(batches(bench));
    }

    private GoalResult singles(Bench bench) {
        Launch jdk = launch(ClientKind.OURS).with("provider", SslProvider.JDK).warmer();
        Launch boring = launch(ClientKind.OURS)
                .with("provider", SslProvider.OPENSSL)
                .named(BORING_SSL)
                .warmer();
        Launch official = launch(ClientKind.OFFICIAL).precompiled();
        Launch jdkAlone = alone(SslProvider.JDK).named("TLS alone");
        Launch boringAlone = alone(SslProvider.OPENSSL).named("TLS alone, BoringSSL");
        Rounds rounds =
                bench.rounds(ServerOptions.fast().withTls(), List.of(jdk, boring, official, jdkAlone, boringAlone));
        return GoalResult.of(
                this,
                rounds,
                speed("singles", rounds, jdk, official, 2.5),
                cpu("singles", rounds, jdk, official, 0.3),
                speed("singles, BoringSSL", rounds, boring, official, 3.2),
                cpu("singles, BoringSSL", rounds, boring, official, 0.25),
                share("singles", rounds, jdkAlone, jdk),
                share("singles, BoringSSL", rounds, boringAlone, boring));
    }

    private GoalResult batches(Bench bench) {
        Launch jdk = batches(ClientKind.OURS).with("provider", SslProvider.JDK).warmer();
        Launch boring = batches(ClientKind.OURS)
                .with("provider", SslProvider.OPENSSL)
                .named(BORING_SSL)
                .warmer();
        Launch official = batches(ClientKind.OFFICIAL).precompiled();
        Rounds rounds = bench.rounds(ServerOptions.fast().withTls(), List.of(jdk, boring, official));
        return GoalResult.of(
                this,
                rounds,
                speed("batches", rounds, jdk, official, 1.7),
                cpu("batches", rounds, jdk, official, 0.5),
                speed("batches, BoringSSL", rounds, boring, official, 2),
                cpu("batches, BoringSSL", rounds, boring, official, 0.42));
    }

    private static Check speed(String name, Rounds rounds, Launch ours, Launch official, double limit) {
        return Check.ratio(
                name + ": speed / official", rounds, RECORDS_PER_SECOND, ours, official, Bound.atLeast(limit));
    }

    private static Check cpu(String name, Rounds rounds, Launch ours, Launch official, double limit) {
        return Check.ratio(
                name + ": CPU / official", rounds, CPU_MICROS_PER_RECORD, ours, official, Bound.atMost(limit));
    }

    /** Not judged: it names what no client could save. */
    private static Check share(String name, Rounds rounds, Launch alone, Launch ours) {
        return Check.ratio(
                        name + ": share of TLS in the CPU", rounds, CPU_MICROS_PER_RECORD, alone, ours, Bound.atMost(1))
                .judgedIf(false);
    }

    private static Launch launch(ClientKind client) {
        return Launch.of(client, WorkKind.THROUGHPUT);
    }

    private static Launch batches(ClientKind client) {
        return launch(client).with("batch", UserBatches.BATCH).with("inflight", UserBatches.INFLIGHT);
    }

    private static Launch alone(SslProvider provider) {
        return Launch.of(ClientKind.OURS, WorkKind.TLS_ALONE)
                .with("provider", provider)
                .precompiled();
    }
}
