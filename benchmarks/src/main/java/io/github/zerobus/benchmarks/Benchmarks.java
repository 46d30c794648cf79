package io.github.zerobus.benchmarks;

import io.github.zerobus.benchmarks.goal.Goal;
import io.github.zerobus.benchmarks.goal.Goals;
import io.github.zerobus.benchmarks.report.Circumstances;
import io.github.zerobus.benchmarks.report.ResultFiles;
import io.github.zerobus.benchmarks.report.ResultsJson;
import io.github.zerobus.benchmarks.report.ResultsTable;
import io.github.zerobus.benchmarks.run.MeasuringBench;
import io.github.zerobus.benchmarks.run.Plan;
import io.github.zerobus.benchmarks.run.Progress;
import io.github.zerobus.benchmarks.run.RunSettings;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Runs the goals; see {@code docs/performance.md}. */
public final class Benchmarks {

    private final RunSettings settings;
    private final Path repository;
    private final Circumstances circumstances;
    private final List<JsonNode> results = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    private Benchmarks(RunSettings settings, Path repository) {
        this.settings = settings;
        this.repository = repository;
        // Before the run, during which the repository may change.
        this.circumstances = Circumstances.of(repository, settings);
    }

    public static void main(String[] args) throws IOException, URISyntaxException {
        RunSettings settings = RunSettings.parse(args);
        Benchmarks benchmarks = new Benchmarks(settings, repository());
        benchmarks.run(Goals.named(settings.only()));
        System.out.print(ResultsTable.write(benchmarks.results));
        benchmarks.failures.forEach(System.out::println);
        if (settings.quick()) {
            System.out.println("One short pair of each goal. This shows that everything runs, not how fast.");
        }
        System.exit(benchmarks.failures.isEmpty() ? 0 : 1);
    }

    /** A goal that cannot be measured must not end the run of the others. */
    private void run(List<Goal> goals) throws IOException {
        double planned = goals.stream().mapToDouble(this::plannedSeconds).sum();
        try (Progress progress = Progress.start(planned)) {
            MeasuringBench bench = new MeasuringBench(settings, progress);
            for (Goal goal : goals) {
                progress.goal(goal.id(), goal.work(), plannedSeconds(goal));
                try {
                    add(ResultsJson.write(goal.run(bench), circumstances));
                } catch (RuntimeException e) {
                    failures.add(goal.id() + " failed: " + e);
                }
            }
        }
    }

    /** Writes each result at once, so that a run may be ended at any time. */
    private void add(JsonNode result) throws IOException {
        results.add(result);
        if (settings.isKept()) {
            new ResultFiles(repository).add(result);
        }
    }

    private double plannedSeconds(Goal goal) {
        Plan plan = new Plan(settings);
        goal.run(plan);
        return plan.seconds();
    }

    /** Location of the running code, {@code benchmarks/target/benchmarks.jar} or {@code benchmarks/target/classes}. */
    private static Path repository() throws URISyntaxException {
        Path code = Path.of(Benchmarks.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return code.resolve("../../..").normalize();
    }
}
