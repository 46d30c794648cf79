package io.github.zerobus.embedded.assertj;

import io.github.zerobus.embedded.DurableRow;
import io.github.zerobus.embedded.EmbeddedTable;

/**
 * Where assertions about an embedded server begin; to be imported beside AssertJ's own {@code assertThat}. Thread-safe,
 * and never waits: what becomes durable later is for Awaitility's {@code untilAsserted}, or for a flush before.
 */
public final class ZerobusAssertions {

    private ZerobusAssertions() {}

    /** Assertions about the durable rows of a table, as text until {@link EmbeddedTableAssert#rowsAs} says otherwise. */
    public static EmbeddedTableAssert<String> assertThat(EmbeddedTable table) {
        return new EmbeddedTableAssert<>(table, DurableRow::text).as("durable rows of %s", table.name());
    }
}
