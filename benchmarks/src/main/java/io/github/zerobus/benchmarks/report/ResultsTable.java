package io.github.zerobus.benchmarks.report;

import io.github.zerobus.benchmarks.run.Stat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Results for people: one line for each check, in Markdown. */
public final class ResultsTable {

    private static final String HEAD = """
            | # | Work | What | Measured | Ratio (range) | Goal | Met | Run |
            |---|---|---|---|---|---|---|---|
            """;

    private ResultsTable() {}

    /** Writes goals that {@link ResultsJson} has written. */
    public static String write(Collection<? extends JsonNode> goals) {
        StringBuilder table = new StringBuilder(HEAD);
        for (JsonNode goal : goals) {
            String start = "| " + text(goal, "id") + " | " + text(goal, "work");
            String end = " | " + run(goal) + " |\n";
            for (JsonNode check : goal.get("checks")) {
                table.append(start).append(line(check)).append(end);
                start = "| | ";
                end = " | |\n";
            }
        }
        return table.toString();
    }

    private static String run(JsonNode goal) {
        return text(goal, "date") + ", " + text(goal, "commit") + ", " + text(goal, "pairs") + " × "
                + Math.round(goal.get("seconds").asDouble()) + " s";
    }

    private static String line(JsonNode check) {
        JsonNode range = check.get("ratioRange");
        String met = check.get("judged").asBoolean() ? check.get("met").asBoolean() ? "yes" : "**no**" : "not judged";
        return " | " + text(check, "what") + " | " + measured(check) + " | " + figure(check.get("ratio")) + " ("
                + figure(range.get(0)) + " to " + figure(range.get(1)) + ") | " + text(check, "goal") + " | " + met;
    }

    private static String measured(JsonNode check) {
        List<String> figures = new ArrayList<>();
        ResultsJson.CLIENTS.forEach(client -> add(figures, client, check.get(client)));
        check.get("others").properties().forEach(other -> add(figures, other.getKey(), other.getValue()));
        return String.join("; ", figures) + " " + text(check, "unit");
    }

    private static void add(List<String> figures, String client, JsonNode stat) {
        if (!stat.isNull()) {
            figures.add(client + " " + figure(stat.get("median")));
        }
    }

    private static String figure(JsonNode number) {
        return Stat.text(number.asDouble());
    }

    private static String text(JsonNode node, String field) {
        return node.get(field).asString();
    }
}
