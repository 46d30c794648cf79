package io.github.zerobus.benchmarks.run;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How thorough a run is. Immutable.
 *
 * @param pairs launches of each client, in turns
 * @param seconds measured in each launch
 * @param warmup seconds before that
 * @param quick whether to skip long rows and to accept disturbed pairs
 * @param only goals to run, all if there are none
 */
public record RunSettings(int pairs, double seconds, double warmup, boolean quick, Set<String> only) {

    private static final int FULL_PAIRS = 7;
    private static final double FULL_SECONDS = 10;
    private static final int KEPT_PAIRS = 3;
    private static final double KEPT_SECONDS = 5;
    /** Enough for the compiler unless the processors are full, see {@link Launch#warmer()}. */
    private static final double FULL_WARMUP = 10;

    public static final String USAGE = "--short | [--only P3[,P4]] [--pairs 7] [--seconds 10] [--warmup 10]";

    public RunSettings {
        only = Set.copyOf(only);
        if (pairs < 1 || seconds <= 0) {
            throw new IllegalArgumentException("there must be a pair and a time to measure: " + USAGE);
        }
    }

    public static RunSettings full() {
        return new RunSettings(FULL_PAIRS, FULL_SECONDS, FULL_WARMUP, false, Set.of());
    }

    /** One pair of every goal in a few minutes. Shows that everything runs, not how fast. */
    public static RunSettings brief() {
        return new RunSettings(1, 0.4, 0.4, true, Set.of());
    }

    public static RunSettings parse(String... args) {
        RunSettings settings = List.of(args).contains("--short") ? brief() : full();
        String warmup = null;
        for (int i = 0; i < args.length; i++) {
            settings = switch (args[i]) {
                case "--short" -> settings;
                case "--only" -> settings.only(Set.of(value(args, ++i).split(",")));
                case "--pairs" -> settings.pairs(Integer.parseInt(value(args, ++i)));
                case "--seconds" -> settings.seconds(Double.parseDouble(value(args, ++i)));
                case "--warmup" -> {
                    warmup = value(args, ++i);
                    yield settings;
                }
                default -> throw new IllegalArgumentException("no option is named " + args[i] + ": " + USAGE);
            };
        }
        // Last, since the seconds have a warm-up of their own.
        return warmup == null ? settings : settings.warmup(Double.parseDouble(warmup));
    }

    private static String value(String[] args, int index) {
        if (index == args.length) {
            throw new IllegalArgumentException(args[index - 1] + " needs a value: " + USAGE);
        }
        return args[index];
    }

    /** Whether the results are good enough to be kept; their circumstances are kept with them. */
    public boolean isKept() {
        return !quick && pairs >= KEPT_PAIRS && seconds >= KEPT_SECONDS && warmup >= KEPT_SECONDS;
    }

    /** Number of pairs that may be repeated because other processes disturbed them. */
    int repeats() {
        return quick ? 0 : pairs;
    }

    /**
     * Same for all processes. In half a second the C2 compiler only competes for CPU, and code that it has not compiled
     * yet would look slower than it is.
     */
    List<String> jvmFlags() {
        return quick ? List.of("-XX:TieredStopAtLevel=1") : List.of();
    }

    private RunSettings only(Set<String> goals) {
        return new RunSettings(pairs, seconds, warmup, quick, new HashSet<>(goals));
    }

    private RunSettings pairs(int value) {
        return new RunSettings(value, seconds, warmup, quick, only);
    }

    private RunSettings warmup(double value) {
        return new RunSettings(pairs, seconds, value, quick, only);
    }

    private RunSettings seconds(double value) {
        return new RunSettings(pairs, value, Math.min(FULL_WARMUP, value), quick, only);
    }
}
