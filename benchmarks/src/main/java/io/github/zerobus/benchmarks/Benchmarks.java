package io.github.zerobus.benchmarks;

import io.github.zerobus.benchmarks.goal.Goal;
import io.github.zerobus.benchmarks.goal.GoalResult;
import io.github.zerobus.benchmarks.goal.Goals;
import io.github.zerobus.benchmarks.report.ResultFiles;
import io.github.zerobus.benchmarks.report.ResultsTable;
import io.github.zerobus.benchmarks.run.Bench;
import io.github.zerobus.benchmarks.run.RunSettings;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Runs the goals; see {@code docs/performance.md}. */
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] args) throws IOException, URISyntaxException {
        RunSettings settings = RunSettings.parse(args);
        List<String> failures = new ArrayList<>();
        List<GoalResult> results = run(settings, failures);
        System.out.print(ResultsTable.write(results));
        failures.forEach(System.out::println);
        if (settings.quick()) {
            System.out.println("One short pair of each goal. This shows that everything runs, not how fast.");
        }
        if (settings.isFull() && failures.isEmpty()) {
            new ResultFiles(repository()).write(results, circumstances(settings));
        }
        System.exit(failures.isEmpty() ? 0 : 1);
    }

    /** A goal that cannot be measured must not end the run of the others. */
    private static List<GoalResult> run(RunSettings settings, List<String> failures) {
        Bench bench = new Bench(settings);
        List<GoalResult> results = new ArrayList<>();
        for (Goal goal : Goals.all()) {
            if (settings.only().isEmpty() || settings.only().contains(goal.id())) {
                System.err.println(goal.id() + ": " + goal.work());
                try {
                    results.add(goal.run(bench));
                } catch (RuntimeException e) {
                    failures.add(goal.id() + " failed: " + e);
                }
            }
        }
        return results;
    }

    private static String circumstances(RunSettings settings) {
        return "Run of " + LocalDate.now(ZoneOffset.UTC) + ": " + settings.pairs() + " pairs of "
                + Math.round(settings.seconds()) + " s, " + Runtime.getRuntime().availableProcessors()
                + " processors, Java " + Runtime.version().feature() + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + ". Figures are medians.";
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
