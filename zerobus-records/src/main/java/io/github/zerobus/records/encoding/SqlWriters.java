package io.github.zerobus.records.encoding;

import java.sql.Date;
import org.jspecify.annotations.Nullable;

/** Writers of types of module java.sql, which may be missing. */
final class SqlWriters {

    private SqlWriters() {}

    static void date(Column column, WireBuffer out, @Nullable Date value) {
        if (value == null) {
            column.checkOptional();
        } else {
            out.int32(column.tag(), days(column, value));
        }
    }

    static int days(Column column, Date value) {
        return TimeWriters.days(column, value.toLocalDate());
    }
}
