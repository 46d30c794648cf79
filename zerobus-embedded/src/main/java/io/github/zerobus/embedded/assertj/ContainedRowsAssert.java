package io.github.zerobus.embedded.assertj;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.assertj.core.api.AbstractAssert;

/**
 * Further assertions about rows that {@link EmbeddedTableAssert#containsAtLeastOnce(Iterable)} has found. They check
 * the rows that were durable at that time. Not thread-safe.
 *
 * @param <T> type as which rows are compared
 */
public final class ContainedRowsAssert<T> extends AbstractAssert<ContainedRowsAssert<T>, List<T>> {

    /** The first of each row that is expected, by what is compared of it. */
    private final Map<Object, T> expected = new LinkedHashMap<>();

    private final Function<? super T, ?> content;

    /** Says which durable rows are not retained; empty if all are. */
    private final String notRetained;

    /** Whether the oldest rows are among those. */
    private final boolean freed;

    ContainedRowsAssert(
            List<T> rows, List<T> expected, Function<? super T, ?> content, String notRetained, boolean freed) {
        super(rows, ContainedRowsAssert.class);
        this.content = content;
        this.notRetained = notRetained;
        this.freed = freed;
        expected.forEach(row -> this.expected.putIfAbsent(content.apply(row), row));
    }

    /**
     * Verifies that the expected rows of each key became durable in the order in which they were expected. Only the
     * first occurrence of a row counts, so that rows which a client sent again after a lost connection do not break the
     * order.
     *
     * <p>For example, with the first letter as key and {@code a1, a2, b1} expected, the durable rows {@code a1, b1, a2,
     * a1} are in order; {@code a2, a1, b1} are not. The order is guaranteed only for a stream with one sub-stream, or
     * with keys that are routed to one.
     *
     * @param key returns the key of a row, as in {@code inOrderPer(Reading::device)}
     * @return this object
     * @throws AssertionError if two rows of a key are not in order, or the server freed rows
     */
    public ContainedRowsAssert<T> inOrderPer(Function<? super T, ?> key) {
        require(!freed, "The order of rows");
        Map<Object, Integer> positions = positions();
        Map<Object, T> latest = new HashMap<>();
        for (T row : expected.values()) {
            T before = latest.put(key.apply(row), row);
            if (before != null && place(positions, before) > place(positions, row)) {
                failWithMessage(
                        "%nRows with the key %s are not in order: row %s is%n%s%nbut this row, which was"
                                + " expected before it, is row %s:%n%s",
                        Excerpt.of(key.apply(row)),
                        place(positions, row),
                        Excerpt.of(List.of(row)),
                        place(positions, before),
                        Excerpt.of(List.of(before)));
            }
        }
        return this;
    }

    /**
     * Verifies the order of all expected rows, as {@link #inOrderPer} does for the rows of one key. Requires a stream
     * with one sub-stream.
     *
     * @return this object
     * @throws AssertionError if two rows are not in order, or the server freed rows
     */
    public ContainedRowsAssert<T> inOrder() {
        return inOrderPer(row -> "all");
    }

    /**
     * Verifies that no other rows are durable. Repetitions of expected rows are allowed. Requires that the server
     * retains all rows.
     *
     * @return this object
     * @throws AssertionError if a row is durable that was not expected, or is not retained
     */
    public ContainedRowsAssert<T> andNothingElse() {
        require(notRetained.isEmpty(), "Other rows");
        Map<Object, T> others = new LinkedHashMap<>();
        actual.forEach(row -> others.putIfAbsent(content.apply(row), row));
        others.keySet().removeAll(expected.keySet());
        if (!others.isEmpty()) {
            failWithMessage(
                    "%n%s distinct rows are durable that were not expected:%n%s",
                    others.size(), Excerpt.of(List.copyOf(others.values())));
        }
        return this;
    }

    private void require(boolean retained, String subject) {
        if (!retained) {
            failWithMessage("%n%s cannot be verified: there are durable rows%s.", subject, notRetained);
        }
    }

    /** Position of the first occurrence of each row. */
    private Map<Object, Integer> positions() {
        Map<Object, Integer> positions = new HashMap<>();
        for (int i = 0; i < actual.size(); i++) {
            positions.putIfAbsent(content.apply(actual.get(i)), i);
        }
        return positions;
    }

    private int place(Map<Object, Integer> positions, T row) {
        // Never the default: all expected rows have been found.
        return positions.getOrDefault(content.apply(row), Integer.MAX_VALUE);
    }
}
