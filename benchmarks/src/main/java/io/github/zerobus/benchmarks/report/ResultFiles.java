package io.github.zerobus.benchmarks.report;

import io.github.zerobus.benchmarks.goal.GoalResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the results of a full run: numbers into the benchmarks folder, table and chart into the documentation. */
public final class ResultFiles {

    private static final String BEGIN = "<!-- results: written by a full run of the benchmarks -->";
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

    /** Replaces the results of the last run. */
    public void write(List<GoalResult> results, String circumstances) throws IOException {
        Files.createDirectories(json.getParent());
        Files.writeString(json, ResultsJson.write(results));
        Files.writeString(chart, SpeedChart.write(results));
        String text = circumstances + "\n\n" + ResultsTable.write(results)
                + "\n![Records per second against the official SDK](performance.svg)\n";
        Files.writeString(page, between(Files.readString(page), text));
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
