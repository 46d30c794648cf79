package io.github.zerobus.embedded.assertj;

import io.github.zerobus.embedded.DurableRow;
import io.github.zerobus.embedded.EmbeddedTable;
import io.github.zerobus.embedded.columns.JsonDocuments;

/**
 * Entry point of the assertions about an embedded server, for a static import beside AssertJ's own {@code assertThat}:
 *
 * <pre>{@code
 * assertThat(server.table("main.iot.readings"))
 *         .rowsAs(row -> mapper.readValue(row.text(), Reading.class))
 *         .containsAtLeastOnce(readings)
 *         .inOrderPer(Reading::device);
 * }</pre>
 *
 * <p>Assertions never wait. Flush the client first, or use Awaitility's {@code untilAsserted}.
 */
public final class ZerobusAssertions {

    private ZerobusAssertions() {}

    /**
     * Starts assertions about the durable rows of a table. Text that is JSON is compared as JSON: the order of keys,
     * blanks and the way in which a number is written do not matter, as in <code>{"a":21}</code> and
     * <code>{ "a": 21.0 }</code>.
     *
     * @param table table to check
     * @return assertions that read rows as text until {@link EmbeddedTableAssert#rowsAs} selects another type
     */
    public static EmbeddedTableAssert<String> assertThat(EmbeddedTable table) {
        return new EmbeddedTableAssert<>(table, DurableRow::text, ZerobusAssertions::content)
                .as("durable rows of %s", table.name());
    }

    private static Object content(String text) {
        return JsonDocuments.parse(text).<Object>map(document -> document).orElse(text);
    }
}
