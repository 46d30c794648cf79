package io.github.zerobus.embedded.assertj;

import io.github.zerobus.embedded.DurableRow;
import io.github.zerobus.embedded.EmbeddedTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions about the durable rows of a table. Each looks at the rows that are durable when it is called, and waits for
 * none. Failures show the first few rows, cut short. Not thread-safe.
 *
 * @param <T> what rows are read as
 */
public final class EmbeddedTableAssert<T> extends AbstractAssert<EmbeddedTableAssert<T>, EmbeddedTable> {

    private final Function<DurableRow, T> reader;

    EmbeddedTableAssert(EmbeddedTable table, Function<DurableRow, T> reader) {
        super(table, EmbeddedTableAssert.class);
        this.reader = reader;
    }

    /** Reads rows as something with {@code equals}, as in {@code rowsAs(row -> mapper.readValue(row.text(), X.class))}. */
    public <R> EmbeddedTableAssert<R> rowsAs(Function<DurableRow, R> other) {
        return new EmbeddedTableAssert<>(actual, other).as("%s", descriptionText());
    }

    /** See {@link #containsAtLeastOnce(Iterable)}. */
    @SafeVarargs
    public final ContainedRowsAssert<T> containsAtLeastOnce(T... expected) {
        List<T> wanted = new ArrayList<>();
        for (T row : expected) {
            wanted.add(row);
        }
        return containsAtLeastOnce(wanted);
    }

    /**
     * Holds if each of these is durable, in any order, and whatever else is: a record that was sent again may be there
     * more than once. What is expected twice must be there twice.
     */
    public ContainedRowsAssert<T> containsAtLeastOnce(Iterable<? extends T> expected) {
        // Counted before it is looked at, so that rows which come meanwhile do not seem to be left out.
        long durable = actual.durableRecords();
        List<T> rows = actual.rows().stream().map(reader).toList();
        List<T> wanted = new ArrayList<>();
        expected.forEach(wanted::add);
        List<T> missing = missing(wanted, rows);
        if (!missing.isEmpty()) {
            failWithMessage(
                    "%n%s of %s expected rows are not durable:%n%s%nDurable are %s rows%s.",
                    missing.size(),
                    wanted.size(),
                    Excerpt.of(missing),
                    Math.max(durable, rows.size()),
                    rows.size() < durable ? ", of which the server keeps only the first " + rows.size() : "");
        }
        return new ContainedRowsAssert<>(rows, wanted).as("%s", descriptionText());
    }

    private static <T> List<T> missing(List<T> wanted, List<T> rows) {
        Map<T, Integer> left = new HashMap<>();
        rows.forEach(row -> left.merge(row, 1, Integer::sum));
        List<T> missing = new ArrayList<>();
        for (T row : wanted) {
            if (left.merge(row, -1, Integer::sum) < 0) {
                missing.add(row);
            }
        }
        return missing;
    }

    /** Holds if so many rows are durable, those that are there again counted each time. */
    public EmbeddedTableAssert<T> hasDurableRecords(long expected) {
        long durable = actual.durableRecords();
        if (durable != expected) {
            failWithMessage("%nExpected %s durable rows, but there are %s.", expected, durable);
        }
        return this;
    }
}
