package io.github.zerobus.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Keeps the results of all goals: numbers in the benchmarks folder, table and chart in the documentation. */
public final class ResultFiles {

    private static final String BEGIN = "<!-- results: written by the benchmarks -->";
    private static final String END = "<!-- end of results -->";

    private final Path json;
    private final Path chart;
    private final Path page;

    /** Files of a repository's folder. */
    public ResultFiles(Path repository) {
        json = repository.resolve("benchmarks/results/latest.json");
        chart = repository.resolve("docs/performance.svg");
        page = repository.resolve("docs/performance.md");
    }

    /** Replaces the result of one goal, and writes table and chart of all goals. */
    public void add(JsonNode goal) throws IOException {
        Files.createDirectories(json.getParent());
        String old = Files.exists(json) ? Files.readString(json) : "[]";
        MergedResults results = MergedResults.parse(old).with(goal);
        Files.writeString(json, results.json());
        Files.writeString(chart, SpeedChart.write(results.goals()));
        String text = machines(results) + "\n\n" + ResultsTable.write(results.goals())
                + "\n![Records per second against the official SDK](performance.svg)\n";
        Files.writeString(page, between(Files.readString(page), text));
    }

    private static String machines(MergedResults results) {
        String machines = results.goals().stream()
                .map(goal -> goal.path("machine").asString(""))
                .distinct()
                .collect(Collectors.joining("; "));
        return "Measured on " + machines + ". Figures are medians.";
    }

    static String between(String page, String text) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException("the page must hold '" + BEGIN + "' and after it '" + END + "'");
        }
        return page.substring(0, begin + BEGIN.length()) + "\n\n" + text + "\n" + page.substring(end);
    }
}
