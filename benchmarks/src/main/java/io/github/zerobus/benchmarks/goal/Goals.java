package io.github.zerobus.benchmarks.goal;

import io.github.zerobus.benchmarks.server.ServerOptions;
import java.util.List;
import java.util.Set;

/** All goals, in order. */
public final class Goals {

    private Goals() {}

    public static List<Goal> all() {
        return List.of(
                new SingleRecords("P1", 1024, 3.5, 1 / 6.0),
                new SingleRecords("P2", 100, 10, 1 / 12.0),
                new SingleRecords("P3", 10_240, 2, 1 / 3.0),
                new UserBatches("P4"),
                new ManyProducers("P5"),
                new Awaiting("P6"),
                limitedServer(),
                longRoundTrip(),
                new Latency("P9"),
                new AllocationPerRecord("P10"),
                new JsonCost("P11"),
                new UnackedMemory("P12"),
                new JsonTextRecords("P13"),
                new TemplateSends("P14"),
                new OverTls("P15"));
    }

    /**
     * Goals with these ids, in order; all if there are none.
     *
     * @throws IllegalArgumentException if there is no goal of an id
     */
    public static List<Goal> named(Set<String> ids) {
        List<String> known = all().stream().map(Goal::id).toList();
        for (String id : ids) {
            if (!known.contains(id)) {
                throw new IllegalArgumentException("no goal is named " + id + "; there are " + known);
            }
        }
        return all().stream()
                .filter(goal -> ids.isEmpty() || ids.contains(goal.id()))
                .toList();
    }

    private static Goal limitedServer() {
        return new Scaling(
                "P7",
                "a server that reads 15,000 records/s of a stream",
                ServerOptions.fast().limitedTo(15_000),
                0,
                5_000,
                List.of(1, 2, 4, 8, 16),
                0.97);
    }

    private static Goal longRoundTrip() {
        return new Scaling(
                "P8",
                "a round trip of 20 ms and a window of 1 MiB",
                ServerOptions.fast().windowOf(1 << 20),
                20,
                20_000,
                List.of(1, 4, 8),
                0.95);
    }
}
