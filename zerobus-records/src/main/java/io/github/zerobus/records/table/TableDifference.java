package io.github.zerobus.records.table;

/**
 * One difference between records and their table.
 *
 * @param column path of the column, such as {@code lines.element.price}
 * @param records what the records have
 * @param table what the table has
 * @param remedy the statement or the change of the class that resolves it
 * @param certain whether each record is refused, and not only one with null
 */
public record TableDifference(String column, String records, String table, String remedy, boolean certain) {}
