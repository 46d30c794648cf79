package io.github.zerobus.benchmarks.report;

import io.github.zerobus.benchmarks.goal.Check;
import io.github.zerobus.benchmarks.goal.GoalResult;
import io.github.zerobus.benchmarks.run.Stat;
import java.util.List;
import java.util.stream.Collectors;

/** Results for people: one line for each check, in Markdown. */
public final class ResultsTable {

    private static final String HEAD = """
            | # | Work | What | Measured | Ratio (range) | Goal | Met |
            |---|---|---|---|---|---|---|
            """;

    private ResultsTable() {}

    public static String write(List<GoalResult> results) {
        StringBuilder table = new StringBuilder(HEAD);
        for (GoalResult result : results) {
            boolean first = true;
            for (Check check : result.checks()) {
                table.append(first ? "| " + result.id() + " | " + result.work() : "| | ")
                        .append(line(check));
                first = false;
            }
        }
        return table.toString();
    }

    private static String line(Check check) {
        Stat ratio = check.ratio();
        String met = check.judged() ? check.met() ? "yes" : "**no**" : "not judged";
        return " | " + check.what() + " | " + measured(check) + " | " + Stat.text(ratio.median()) + " ("
                + Stat.text(ratio.min()) + " to " + Stat.text(ratio.max()) + ") | "
                + check.bound().text() + " | " + met + " |\n";
    }

    private static String measured(Check check) {
        String figures = check.figures().entrySet().stream()
                .map(figure ->
                        figure.getKey() + " " + Stat.text(figure.getValue().median()))
                .collect(Collectors.joining("; "));
        return figures + " " + check.unit();
    }
}
