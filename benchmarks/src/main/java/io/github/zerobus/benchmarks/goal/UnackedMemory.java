package io.github.zerobus.benchmarks.goal;

import static io.github.zerobus.benchmarks.work.Metric.HELD_BYTES_PER_PAYLOAD_BYTE;

import io.github.zerobus.benchmarks.client.ClientKind;
import io.github.zerobus.benchmarks.run.Bench;
import io.github.zerobus.benchmarks.run.Launch;
import io.github.zerobus.benchmarks.run.Rounds;
import io.github.zerobus.benchmarks.server.ServerOptions;
import io.github.zerobus.benchmarks.work.WorkKind;
import java.util.List;

/** P12: a server that does not ack must cost the memory of the payloads and little more. */
record UnackedMemory(String id) implements Goal {

    private static final int COUNT = 1_000_000;

    @Override
    public String work() {
        return "a million records of 1024 bytes without an ack, in a budget of 1.4 GB: live heap and direct memory";
    }

    @Override
    public GoalResult run(Bench bench) {
        Launch ours = Launch.of(ClientKind.OURS, WorkKind.UNACKED_HEAP)
                .paced()
                .with("count", COUNT)
                .with("inflight", COUNT)
                .withHeap("3g");
        Rounds rounds = bench.rounds(ServerOptions.fast().acking(ServerOptions.Ack.NEVER), List.of(ours));
        return GoalResult.of(
                this,
                rounds,
                Check.figure("held / payload", rounds, HELD_BYTES_PER_PAYLOAD_BYTE, ours, 1, Bound.atMost(1.3)));
    }
}
