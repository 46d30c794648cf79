package io.github.zerobus.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.zerobus.benchmarks.goal.Bound;
import io.github.zerobus.benchmarks.goal.Check;
import io.github.zerobus.benchmarks.goal.GoalResult;
import io.github.zerobus.benchmarks.run.Stat;
import java.io.StringReader;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;

class ResultsTests {

    private static final Stat OURS = new Stat(1_234_567.8, 1_000_000, 1_500_000);
    private static final Stat OFFICIAL = new Stat(400_000, 300_000, 500_000);

    private static Check check(String what, double ratio, Bound bound, boolean judged) {
        return new Check(
                what,
                "records/s",
                Map.of("ours", OURS, "official", OFFICIAL, "ours, N = 1", OFFICIAL),
                new Stat(ratio, ratio - 1, ratio + 1),
                bound,
                judged);
    }

    private static JsonNode json(Check... checks) {
        GoalResult result = new GoalResult("P1", "single <records> & more", List.of(checks), 2);
        return ResultsJson.write(result, new Circumstances("abc", LocalDate.EPOCH, "2 processors", 7, 10, 10));
    }

    @Test
    void goalIsWrittenAsObjectWithFiguresOfItsFirstCheck() {
        JsonNode goal = json(check("speed", 3.08642, new Bound(true, 3.5), true));
        assertThat(goal.get("id").asString()).isEqualTo("P1");
        assertThat(goal.get("ours").get("median").asDouble()).isEqualTo(1_235_000);
        assertThat(goal.get("official").get("max").asDouble()).isEqualTo(500_000);
        assertThat(goal.get("bare").isNull()).isTrue();
        assertThat(goal.get("ratio").asDouble()).isEqualTo(3.086);
        assertThat(goal.get("ratioRange").get(1).asDouble()).isEqualTo(4.086);
        assertThat(goal.get("goal").asString()).isEqualTo("speed ≥ 3.50");
        assertThat(goal.get("checks").get(0).get("others").has("ours, N = 1")).isTrue();
    }

    @Test
    void goalIsMetWhenAllJudgedChecksAreMet() {
        Check speed = check("speed", 3.6, new Bound(true, 3.5), true);
        assertThat(met(speed)).isTrue();
        assertThat(met(speed, check("CPU", 0.2, new Bound(false, 0.25), true))).isTrue();
        assertThat(met(speed, check("CPU", 0.3, new Bound(false, 0.25), true))).isFalse();
        assertThat(met(speed, check("CPU", 0.3, new Bound(false, 0.25), false))).isTrue();
        assertThat(met(check("speed", 3.4, new Bound(true, 3.5), true))).isFalse();
    }

    private static boolean met(Check... checks) {
        return json(checks).get("met").asBoolean();
    }

    @Test
    void chartHasOneBarPerClientRelativeToOfficialSdk() throws Exception {
        Check speed = check("speed <1>", 3.1, new Bound(true, 3.5), true);
        String svg = SpeedChart.write(List.of(json(speed)));
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        NodeList bars = document.getElementsByTagName("rect");
        assertThat(bars.getLength()).isEqualTo(1 + 2);
        double ours = width(bars.item(1));
        double official = width(bars.item(2));
        assertThat(ours / official).isCloseTo(OURS.median() / OFFICIAL.median(), within(0.05));
    }

    private static double width(Node bar) {
        return Double.parseDouble(bar.getAttributes().getNamedItem("width").getNodeValue());
    }

    @Test
    void newTableReplacesOldTableOnly() {
        String page = "before\n<!-- results: written by the benchmarks -->\nold\n<!-- end of results -->\nafter\n";
        String once = ResultFiles.between(page, "new");
        assertThat(once)
                .startsWith("before\n")
                .endsWith("\nafter\n")
                .contains("new")
                .doesNotContain("old");
        assertThat(ResultFiles.between(once, "new")).isEqualTo(once);
    }
}
