package io.github.zerobus.benchmarks.run;

import io.github.zerobus.benchmarks.process.Arguments;
import io.github.zerobus.benchmarks.process.Child;
import io.github.zerobus.benchmarks.server.ServerOptions;
import io.github.zerobus.benchmarks.work.ClientProcess;
import io.github.zerobus.benchmarks.work.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs launches in turns, so that disturbances of the machine affect all clients of a pair. */
public final class MeasuringBench implements Bench {

    private static final double MAX_FOREIGN_PERCENT = 15;
    /** For starting, and for a flush against a slow server. */
    private static final Duration SLACK = Duration.ofMinutes(2);

    private final RunSettings settings;
    private final Progress progress;

    public MeasuringBench(RunSettings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
    }

    @Override
    public RunSettings settings() {
        return settings;
    }

    /** Repeats a disturbed round, a limited number of times. */
    @Override
    public Rounds rounds(ServerOptions options, int roundTripMillis, List<Launch> launches) {
        try (ServerUnderTest server = ServerUnderTest.start(options, roundTripMillis, settings.jvmFlags())) {
            progress.finished(Plan.START_SECONDS);
            return rounds(server, launches);
        }
    }

    private Rounds rounds(ServerUnderTest server, List<Launch> launches) {
        List<Map<String, Arguments>> rounds = new ArrayList<>();
        int disturbed = 0;
        int repeats = settings.repeats();
        for (int turn = 0; rounds.size() < settings.pairs(); turn++) {
            progress.round(rounds.size() + 1, settings.pairs());
            Map<String, Arguments> round = round(server, launches, turn, repeats > 0);
            boolean calm = isCalm(round);
            if (!calm && repeats > 0) {
                repeats--;
                progress.line("  disturbed, once more");
            } else {
                disturbed += calm ? 0 : 1;
                rounds.add(round);
                progress.finished(Plan.secondsOfRound(launches, settings));
            }
        }
        return new Rounds(rounds, disturbed);
    }

    /** Returns an empty map if a launch failed and the failure is tolerated. */
    private Map<String, Arguments> round(ServerUnderTest server, List<Launch> launches, int turn, boolean forgiving) {
        // The first launch meets the coldest server, so the order rotates.
        List<Launch> order = new ArrayList<>(launches);
        Collections.rotate(order, -turn);
        Map<String, Arguments> round = new LinkedHashMap<>();
        try {
            for (Launch launch : order) {
                round.put(launch.label(), figures(server, launch));
            }
        } catch (IllegalStateException e) {
            if (!forgiving) {
                throw e;
            }
            progress.line("  " + e.getMessage());
            return Map.of();
        }
        return round;
    }

    private Arguments figures(ServerUnderTest server, Launch launch) {
        progress.launch(launch.label());
        long before = server.records();
        double seconds = launch.seconds(settings);
        double warmup = launch.warmup(settings);
        Arguments all =
                launch.settings().with(server.settings()).with("warmup", warmup).with("seconds", seconds);
        Duration limit = SLACK.plusMillis((long) (1000 * (warmup + seconds)));
        List<String> flags = new ArrayList<>(launch.jvmFlags());
        flags.addAll(settings.jvmFlags());
        try (Child client = Child.start(ClientProcess.class, flags, all, server.variables())) {
            Arguments figures = client.answer("RESULT", limit);
            progress.line("  " + launch.label() + ": " + Rounds.text(figures));
            checkCount(launch, figures, server.records() - before);
            return figures;
        }
    }

    /** Fails if a client lost or repeated records. */
    private static void checkCount(Launch launch, Arguments figures, long received) {
        String sent = figures.values().get(Metric.SENT.name());
        if (sent != null && Long.parseLong(sent) != received) {
            throw new IllegalStateException(
                    launch.label() + " sent " + sent + " records, but the server received " + received);
        }
    }

    private static boolean isCalm(Map<String, Arguments> round) {
        return !round.isEmpty()
                && round.values().stream()
                        .allMatch(figures -> figures.number(Metric.FOREIGN_PERCENT.name()) <= MAX_FOREIGN_PERCENT);
    }
}
