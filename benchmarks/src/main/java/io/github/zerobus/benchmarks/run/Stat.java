package io.github.zerobus.benchmarks.run;

import java.util.List;
import java.util.Locale;

/** Median, minimum and maximum of some figures. */
public record Stat(double median, double min, double max) {

    public static Stat of(List<Double> figures) {
        if (figures.isEmpty()) {
            throw new IllegalArgumentException("a median needs at least one figure");
        }
        double[] sorted =
                figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Stat(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** A figure with three significant digits. */
    public static String text(double figure) {
        double size = Math.abs(figure);
        if (size >= 1000) {
            return String.format(Locale.ROOT, "%,.0f", figure);
        }
        return String.format(
                Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", figure);
    }
}
