package io.github.zerobus.records.table;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The columns of a table.
 *
 * @param columns in order, at least one
 */
public record TableColumns(List<TableColumn> columns) {

    /** Creates a list of columns. */
    public TableColumns {
        columns = List.copyOf(columns);
    }

    /**
     * Returns the definitions of the columns.
     *
     * @return SQL, such as {@code id BIGINT NOT NULL, name STRING}
     */
    public String definitions() {
        return columns.stream().map(TableColumn::sql).collect(Collectors.joining(", "));
    }

    /**
     * Returns the statement that creates a table with these columns.
     *
     * @param table name of the table, of one or more parts that are separated by dots
     * @return SQL with one column in each line, terminated by a semicolon
     */
    public String createTable(String table) {
        String name = List.of(table.split("\\.", -1)).stream()
                .map(TableColumn::quoted)
                .collect(Collectors.joining("."));
        return columns.stream()
                .map(column -> "  " + column.sql())
                .collect(Collectors.joining(",\n", "CREATE TABLE " + name + " (\n", "\n);"));
    }
}
