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
 * Assertions about the durable rows of a table. Each method checks the rows that are durable when it is called, without
 * waiting. Failure messages show at most five expected and five durable rows, truncated. Not thread-safe.
 *
 * @param <T> type as which rows are compared
 */
public final class EmbeddedTableAssert<T> extends AbstractAssert<EmbeddedTableAssert<T>, EmbeddedTable> {

    private final Function<DurableRow, T> reader;
    private final Function<? super T, ?> content;

    /** @param content returns what of a row is compared, with {@code equals} and {@code hashCode} */
    EmbeddedTableAssert(EmbeddedTable table, Function<DurableRow, T> reader, Function<? super T, ?> content) {
        super(table, EmbeddedTableAssert.class);
        this.reader = reader;
        this.content = content;
    }

    /**
     * Compares rows as another type, as in {@code rowsAs(row -> mapper.readValue(row.text(), Reading.class))}, or
     * {@code rowsAs(DurableRow::values)} for a table with columns.
     *
     * @param other converts a row to a value that implements {@code equals} and {@code hashCode}
     * @param <R> the other type
     * @return assertions about the same table
     */
    public <R> EmbeddedTableAssert<R> rowsAs(Function<DurableRow, R> other) {
        return new EmbeddedTableAssert<>(actual, other, row -> row).as("%s", descriptionText());
    }

    /**
     * Verifies that all expected rows are durable, as {@link #containsAtLeastOnce(Iterable)} does.
     *
     * @param expected expected rows
     * @return further assertions about the rows
     * @throws AssertionError if a row is missing
     */
    @SafeVarargs
    public final ContainedRowsAssert<T> containsAtLeastOnce(T... expected) {
        List<T> wanted = new ArrayList<>();
        for (T row : expected) {
            wanted.add(row);
        }
        return containsAtLeastOnce(wanted);
    }

    /**
     * Verifies that all expected rows are durable, in any order. Further rows are allowed, as are repetitions of rows
     * that a client sent again. A row that is expected twice must be durable at least twice.
     *
     * @param expected expected rows
     * @return further assertions about the rows that were found
     * @throws AssertionError if a row is missing
     */
    public ContainedRowsAssert<T> containsAtLeastOnce(Iterable<? extends T> expected) {
        // Counted before the rows are read, so that rows which arrive in between are not reported as not retained.
        long durable = actual.durableRecords();
        List<T> rows = actual.rows().stream().map(reader).toList();
        long freed = actual.freedRows();
        List<T> wanted = new ArrayList<>();
        expected.forEach(wanted::add);
        List<T> missing = missing(wanted, rows);
        if (!missing.isEmpty()) {
            failWithMessage(
                    "%n%s of %s expected rows are not durable%s:%n%s%n%s rows are durable%s.%s",
                    missing.size(),
                    wanted.size(),
                    freed > 0 ? ", or were freed by the server" : "",
                    Excerpt.of(missing),
                    Math.max(durable, rows.size()),
                    notRetained(durable, rows.size(), freed),
                    shown(rows));
        }
        return new ContainedRowsAssert<>(rows, wanted, content, notRetained(durable, rows.size(), freed), freed > 0)
                .as("%s", descriptionText());
    }

    private static String notRetained(long durable, int retained, long freed) {
        if (freed > 0) {
            return ", of which the server freed the first " + freed + " and retains " + retained
                    + ": raise retainBytes of its builder, or call reset() before the test";
        }
        return retained < durable ? ", of which the server retains only the first " + retained : "";
    }

    private static String shown(List<?> rows) {
        return rows.isEmpty() ? "" : String.format(" Retained rows:%n%s", Excerpt.of(rows));
    }

    private List<T> missing(List<T> wanted, List<T> rows) {
        Map<Object, Integer> left = new HashMap<>();
        rows.forEach(row -> left.merge(content.apply(row), 1, Integer::sum));
        List<T> missing = new ArrayList<>();
        for (T row : wanted) {
            if (left.merge(content.apply(row), -1, Integer::sum) < 0) {
                missing.add(row);
            }
        }
        return missing;
    }

    /**
     * Verifies the number of durable rows. A row that a client sent again counts each time.
     *
     * @param expected expected number
     * @return this object
     * @throws AssertionError if the number differs
     */
    public EmbeddedTableAssert<T> hasDurableRecords(long expected) {
        long durable = actual.durableRecords();
        if (durable != expected) {
            List<String> rows = actual.rows().stream().map(DurableRow::text).toList();
            failWithMessage("%nExpected %s durable rows but there are %s.%s", expected, durable, shown(rows));
        }
        return this;
    }
}
