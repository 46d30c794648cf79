package io.github.zerobus.benchmarks;

import io.github.zerobus.benchmarks.goal.Goal;
import io.github.zerobus.benchmarks.goal.GoalResult;
import io.github.zerobus.benchmarks.goal.Goals;
import io.github.zerobus.benchmarks.report.ResultsTable;
import io.github.zerobus.benchmarks.run.Bench;
import io.github.zerobus.benchmarks.run.RunSettings;
import java.util.ArrayList;
import java.util.List;

/** Runs the goals; see {@code docs/performance.md}. */
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] args) {
        RunSettings settings = RunSettings.parse(args);
        Bench bench = new Bench(settings);
        List<GoalResult> results = new ArrayList<>();
        for (Goal goal : Goals.all()) {
            if (settings.only().isEmpty() || settings.only().contains(goal.id())) {
                System.err.println(goal.id() + ": " + goal.work());
                results.add(goal.run(bench));
            }
        }
        System.out.print(ResultsTable.write(results));
    }
}
