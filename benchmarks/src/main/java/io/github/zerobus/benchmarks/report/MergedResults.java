package io.github.zerobus.benchmarks.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The newest result of each goal, in order of the goals' numbers. Goals that did not run keep the result that they had.
 * Immutable.
 *
 * @param goals as {@link ResultsJson} writes them
 */
record MergedResults(List<JsonNode> goals) {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    MergedResults {
        goals = List.copyOf(goals);
    }

    static MergedResults parse(String json) {
        return new MergedResults(List.copyOf(MAPPER.readTree(json).asArray().values()));
    }

    /** Replaces the result of the same goal. */
    MergedResults with(JsonNode result) {
        List<JsonNode> all = new ArrayList<>(goals);
        all.removeIf(goal -> id(goal).equals(id(result)));
        all.add(result);
        all.sort(Comparator.comparingInt(goal -> Integer.parseInt(id(goal).substring(1))));
        return new MergedResults(all);
    }

    String json() {
        return MAPPER.writeValueAsString(goals) + "\n";
    }

    private static String id(JsonNode goal) {
        return goal.get("id").asString();
    }
}
