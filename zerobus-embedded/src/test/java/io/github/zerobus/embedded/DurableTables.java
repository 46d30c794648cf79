package io.github.zerobus.embedded;

import com.google.protobuf.ByteString;
import io.github.zerobus.embedded.service.Received;
import java.util.List;

/** Tables with durable rows, built without a client. */
public final class DurableTables {

    private DurableTables() {}

    public static EmbeddedTable of(String... rows) {
        return keeping(rows.length, rows);
    }

    public static EmbeddedTable keeping(int retainRows, String... rows) {
        return table(new Retention(retainRows, 1L << 30), rows);
    }

    /** A table with a budget for a number of rows of one byte. */
    public static EmbeddedTable freeingBeyond(int smallRows, String... rows) {
        long row = new DurableRow(ByteString.copyFromUtf8("a"), 0, 0, null).memory();
        return table(new Retention(Integer.MAX_VALUE, smallRows * row), rows);
    }

    private static EmbeddedTable table(Retention retention, String... rows) {
        ServerTable table = new ServerTable("main.test.rows", retention);
        for (int i = 0; i < rows.length; i++) {
            table.makeDurable(new Received(i, true, false, List.of(ByteString.copyFromUtf8(rows[i]))), 0, null);
        }
        return new EmbeddedTable(table);
    }
}
