package io.github.zerobus.embedded.assertj;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.assertj.core.api.AbstractAssert;

/**
 * What else can be said of rows that are known to be durable, as they were when that was found. Not thread-safe.
 *
 * @param <T> what rows are read as
 */
public final class ContainedRowsAssert<T> extends AbstractAssert<ContainedRowsAssert<T>, List<T>> {

    private final Set<T> expected;

    ContainedRowsAssert(List<T> rows, List<T> expected) {
        super(rows, ContainedRowsAssert.class);
        this.expected = new LinkedHashSet<>(expected);
    }

    /**
     * Holds if the expected rows of each key became durable in the order in which they were given. Repetitions do not
     * count, only where a row stands first; one that comes back after a lost connection does not break the order.
     *
     * @param key of a row, as in {@code inOrderPer(Reading::device)}
     */
    public ContainedRowsAssert<T> inOrderPer(Function<? super T, ?> key) {
        Map<T, Integer> positions = positions();
        Map<Object, T> latest = new HashMap<>();
        for (T row : expected) {
            T before = latest.put(key.apply(row), row);
            if (before != null && place(positions, before) > place(positions, row)) {
                failWithMessage(
                        "%nRows of the key %s are not in order: durable as row %s is%n%s%nand only as row %s%n%s%nwhich was"
                                + " expected before it.",
                        Excerpt.of(key.apply(row)),
                        place(positions, row),
                        Excerpt.of(List.of(row)),
                        place(positions, before),
                        Excerpt.of(List.of(before)));
            }
        }
        return this;
    }

    /** As {@link #inOrderPer} with one key for all, which takes a stream with one sub-stream. */
    public ContainedRowsAssert<T> inOrder() {
        return inOrderPer(row -> "all");
    }

    /** Holds if no other rows are durable; those expected may be there more than once. */
    public ContainedRowsAssert<T> andNothingElse() {
        Set<T> others = new LinkedHashSet<>(actual);
        others.removeAll(new HashSet<>(expected));
        if (!others.isEmpty()) {
            failWithMessage(
                    "%n%s different rows are durable that were not expected:%n%s",
                    others.size(), Excerpt.of(List.copyOf(others)));
        }
        return this;
    }

    /** Where each row stands first. */
    private Map<T, Integer> positions() {
        Map<T, Integer> positions = new HashMap<>();
        for (int i = 0; i < actual.size(); i++) {
            positions.putIfAbsent(actual.get(i), i);
        }
        return positions;
    }

    private static <T> int place(Map<T, Integer> positions, T row) {
        // It is there: that it is durable was the condition for coming here.
        return positions.getOrDefault(row, Integer.MAX_VALUE);
    }
}
