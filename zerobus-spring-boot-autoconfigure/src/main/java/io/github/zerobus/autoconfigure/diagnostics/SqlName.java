package io.github.zerobus.autoconfigure.diagnostics;

import io.github.zerobus.TableName;

/** Names in SQL statements, always in backticks, which dashes and reserved words require. */
final class SqlName {

    private SqlName() {}

    static String quoted(String part) {
        return "`" + part.replace("`", "``") + "`";
    }

    static String ofSchema(TableName table) {
        return quoted(table.catalog()) + "." + quoted(table.schema());
    }

    static String of(TableName table) {
        return ofSchema(table) + "." + quoted(table.table());
    }
}
