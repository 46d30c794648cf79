package io.github.zerobus.stream;

import org.jspecify.annotations.Nullable;

/** Selects the open sub-stream with the fewest requests in flight; any sub-stream if none is open. */
final class LeastInflight implements SubStreamSelector {

    private final RoundRobin turns = new RoundRobin();

    @Override
    public int select(@Nullable String key, SubStreamLoads loads) {
        int first = turns.next(loads.count());
        int best = first;
        for (int step = 1; step < loads.count(); step++) {
            int other = (first + step) % loads.count();
            if (isBetter(other, best, loads)) {
                best = other;
            }
        }
        return best;
    }

    private static boolean isBetter(int other, int best, SubStreamLoads loads) {
        return loads.isOpen(other) == loads.isOpen(best)
                ? loads.inflightRequests(other) < loads.inflightRequests(best)
                : loads.isOpen(other);
    }

    @Override
    public boolean usesKeys() {
        return false;
    }
}
