package io.github.zerobus.benchmarks.run;

import io.github.zerobus.benchmarks.process.Arguments;
import io.github.zerobus.benchmarks.work.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Figures of all launches, round by round.
 *
 * @param rounds by the launches' labels
 * @param disturbed number of rounds that were counted with more than 15 % foreign CPU
 */
public record Rounds(List<Map<String, Arguments>> rounds, int disturbed) {

    public Rounds {
        rounds = List.copyOf(rounds);
    }

    public Stat stat(Launch launch, Metric metric) {
        return each(round -> figure(round, launch, metric));
    }

    /** Median of the ratios within each round, not the ratio of two medians: effects common to a round cancel out. */
    public Stat ratio(Launch launch, Launch reference, Metric metric) {
        return each(round -> figure(round, launch, metric) / figure(round, reference, metric));
    }

    private Stat each(ToDoubleFunction<Map<String, Arguments>> figure) {
        return Stat.of(rounds.stream().mapToDouble(figure).boxed().toList());
    }

    private static double figure(Map<String, Arguments> round, Launch launch, Metric metric) {
        Arguments figures = round.get(launch.label());
        if (figures == null) {
            throw new IllegalArgumentException(launch.label() + " did not take part");
        }
        return figures.number(metric.name());
    }

    static String text(Arguments figures) {
        List<String> words = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            String value = figures.values().get(metric.name());
            if (value != null && metric != Metric.SENT) {
                words.add(Stat.text(Double.parseDouble(value)) + " " + metric.unit());
            }
        }
        return String.join(", ", words);
    }
}
