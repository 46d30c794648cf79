package io.github.zerobus.benchmarks.report;

import io.github.zerobus.benchmarks.run.Stat;
import io.github.zerobus.benchmarks.work.Metric;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Records per second as bars, goal by goal, each as a multiple of the official SDK's. */
public final class SpeedChart {

    private static final int LEFT = 330;
    private static final int PLOT = 400;
    private static final int BAR = 16;
    private static final int GROUP = 74;
    private static final int TOP = 40;

    private static final List<Client> CLIENTS = List.of(
            new Client("ours", "this client", "#2a78d6"),
            new Client("bare", "bare grpc-java", "#8a93a0"),
            new Client("official", "official SDK", "#d98a3d"));

    private record Client(String key, String name, String color) {}

    private SpeedChart() {}

    public static String write(Collection<? extends JsonNode> results) {
        List<? extends JsonNode> shown =
                results.stream().filter(SpeedChart::isShown).toList();
        double most = shown.stream()
                .flatMap(result -> CLIENTS.stream().map(client -> multiple(result, client)))
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        StringBuilder svg = new StringBuilder();
        int height = TOP + shown.size() * GROUP + 10;
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 960 %d\" font-family=\"sans-serif\""
                        + " font-size=\"13\">%n<rect width=\"960\" height=\"%d\" fill=\"#ffffff\"/>%n",
                height,
                height));
        text(svg, 10, 24, "Records per second, as a multiple of the official SDK's (median)");
        for (int i = 0; i < shown.size(); i++) {
            group(svg, shown.get(i), TOP + i * GROUP, most);
        }
        return svg.append("</svg>\n").toString();
    }

    /** Throughput relative to the official SDK; other figures are not drawn. */
    private static boolean isShown(JsonNode result) {
        return result.get("unit").asString().equals(Metric.RECORDS_PER_SECOND.unit())
                && !result.get("official").isNull();
    }

    /** Returns 0 for a client that did not take part. */
    private static double median(JsonNode result, String client) {
        return result.get(client).path("median").asDouble(0);
    }

    private static double multiple(JsonNode result, Client client) {
        return median(result, client.key) / median(result, "official");
    }

    private static void group(StringBuilder svg, JsonNode result, int top, double most) {
        text(
                svg,
                10,
                top + 26,
                result.get("id").asString() + ": "
                        + shortened(result.get("work").asString()));
        int y = top + 10;
        for (Client client : CLIENTS) {
            double median = median(result, client.key);
            if (median > 0) {
                double multiple = multiple(result, client);
                int width = (int) Math.max(1, PLOT * multiple / most);
                svg.append(String.format(
                        Locale.ROOT,
                        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>%n",
                        LEFT,
                        y,
                        width,
                        BAR,
                        client.color));
                String label = String.format(Locale.ROOT, "%.2f × %s (%s/s)", multiple, client.name, Stat.text(median));
                text(svg, LEFT + width + 6, y + 13, label);
                y += BAR + 3;
            }
        }
    }

    private static String shortened(String work) {
        return work.length() <= 42 ? work : work.substring(0, 41) + "…";
    }

    private static void text(StringBuilder svg, int x, int y, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
        svg.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\" fill=\"#1d2733\">%s</text>%n", x, y, escaped));
    }
}
