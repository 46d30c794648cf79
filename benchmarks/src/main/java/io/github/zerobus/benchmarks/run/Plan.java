package io.github.zerobus.benchmarks.run;

import io.github.zerobus.benchmarks.process.Arguments;
import io.github.zerobus.benchmarks.server.ServerOptions;
import io.github.zerobus.benchmarks.work.Metric;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts nothing; adds up how long the launches of a goal take. Its figures are all 1. */
public final class Plan implements Bench {

    /** For the start and the end of a JVM. */
    static final double START_SECONDS = 2;

    private static final Arguments FIGURES = figures();

    private final RunSettings settings;
    private double seconds;

    public Plan(RunSettings settings) {
        this.settings = settings;
    }

    @Override
    public RunSettings settings() {
        return settings;
    }

    @Override
    public Rounds rounds(ServerOptions server, int roundTripMillis, List<Launch> launches) {
        seconds += START_SECONDS + settings.pairs() * secondsOfRound(launches, settings);
        Map<String, Arguments> round = new HashMap<>();
        launches.forEach(launch -> round.put(launch.label(), FIGURES));
        return new Rounds(Collections.nCopies(settings.pairs(), round), 0);
    }

    /** Seconds of all launches so far. */
    public double seconds() {
        return seconds;
    }

    static double secondsOfRound(List<Launch> launches, RunSettings settings) {
        return launches.stream()
                .mapToDouble(launch -> START_SECONDS + launch.warmup(settings) + launch.seconds(settings))
                .sum();
    }

    private static Arguments figures() {
        Arguments figures = Arguments.none();
        for (Metric metric : Metric.values()) {
            figures = figures.with(metric.name(), 1);
        }
        return figures;
    }
}
