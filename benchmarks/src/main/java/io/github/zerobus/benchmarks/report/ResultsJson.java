package io.github.zerobus.benchmarks.report;

import io.github.zerobus.benchmarks.goal.Check;
import io.github.zerobus.benchmarks.goal.GoalResult;
import io.github.zerobus.benchmarks.run.Stat;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The result of a goal as an object; its own figures are those of its first check. */
public final class ResultsJson {

    /** Have a field of their own; figures of other launches are in {@code others}. */
    static final List<String> CLIENTS = List.of("ours", "official", "bare");

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ResultsJson() {}

    public static ObjectNode write(GoalResult result, Circumstances circumstances) {
        ObjectNode goal = MAPPER.valueToTree(goal(result));
        circumstances.addTo(goal);
        return goal;
    }

    private static Map<String, @Nullable Object> goal(GoalResult result) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", result.id());
        json.put("work", result.work());
        json.putAll(figures(result.checks().get(0)));
        json.put("goal", result.goal());
        json.put("met", result.met());
        json.put("disturbedPairs", result.disturbed());
        json.put("checks", result.checks().stream().map(ResultsJson::check).toList());
        return json;
    }

    private static Map<String, @Nullable Object> check(Check check) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("what", check.what());
        json.putAll(figures(check));
        Map<String, @Nullable Object> others = new LinkedHashMap<>();
        check.figures().forEach((client, stat) -> {
            if (!CLIENTS.contains(client)) {
                others.put(client, stat(stat));
            }
        });
        json.put("others", others);
        json.put("goal", check.bound().text());
        json.put("judged", check.judged());
        json.put("met", check.met());
        return json;
    }

    private static Map<String, @Nullable Object> figures(Check check) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("unit", check.unit());
        for (String client : CLIENTS) {
            json.put(client, stat(check.figures().get(client)));
        }
        json.put("ratio", rounded(check.ratio().median()));
        json.put(
                "ratioRange",
                List.of(rounded(check.ratio().min()), rounded(check.ratio().max())));
        return json;
    }

    private static @Nullable Map<String, Object> stat(@Nullable Stat stat) {
        if (stat == null) {
            return null;
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("median", rounded(stat.median()));
        json.put("min", rounded(stat.min()));
        json.put("max", rounded(stat.max()));
        return json;
    }

    /** Four significant digits; more would pretend precision. */
    private static BigDecimal rounded(double figure) {
        BigDecimal rounded = new BigDecimal(figure).round(new MathContext(4)).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }
}
