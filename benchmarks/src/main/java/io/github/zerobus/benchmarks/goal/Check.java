package io.github.zerobus.benchmarks.goal;

import io.github.zerobus.benchmarks.run.Launch;
import io.github.zerobus.benchmarks.run.Rounds;
import io.github.zerobus.benchmarks.run.Stat;
import io.github.zerobus.benchmarks.work.Metric;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One figure that is judged.
 *
 * @param what is compared, in words
 * @param unit of the figures
 * @param figures what was measured, by client
 * @param ratio the judged figure: mostly a median of ratios within pairs
 * @param bound limit of the ratio
 * @param judged whether it counts; else it is only reported
 */
public record Check(String what, String unit, Map<String, Stat> figures, Stat ratio, Bound bound, boolean judged) {

    public Check {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }

    /** One launch against another. */
    static Check ratio(
            String what, Rounds rounds, Metric metric, Launch launch, Launch reference, Bound bound, Launch... also) {
        Map<String, Stat> figures = new LinkedHashMap<>();
        figures.put(launch.label(), rounds.stat(launch, metric));
        figures.put(reference.label(), rounds.stat(reference, metric));
        for (Launch other : also) {
            figures.put(other.label(), rounds.stat(other, metric));
        }
        return new Check(what, metric.unit(), figures, rounds.ratio(launch, reference, metric), bound, true);
    }

    /** One launch divided by a constant; 1 judges the plain figure. */
    static Check figure(
            String what, Rounds rounds, Metric metric, Launch launch, double divisor, Bound bound, Launch... also) {
        Map<String, Stat> figures = new LinkedHashMap<>();
        Stat figure = rounds.stat(launch, metric);
        figures.put(launch.label(), figure);
        for (Launch other : List.of(also)) {
            figures.put(other.label(), rounds.stat(other, metric));
        }
        Stat ratio = new Stat(figure.median() / divisor, figure.min() / divisor, figure.max() / divisor);
        return new Check(what, metric.unit(), figures, ratio, bound, true);
    }

    Check judgedIf(boolean condition) {
        return new Check(what, unit, figures, ratio, bound, condition);
    }

    public boolean met() {
        return !judged || bound.holds(ratio.median());
    }
}
