package io.github.zerobus.records.table;

import io.github.zerobus.RecordType;
import io.github.zerobus.records.table.TableColumn.DataType;
import io.github.zerobus.records.table.TableColumn.ListType;
import io.github.zerobus.records.table.TableColumn.MapType;
import io.github.zerobus.records.table.TableColumn.Struct;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Compares the columns that records have with those of their table. */
public final class TableComparison {

    private final ColumnRemedies remedies;
    private final RecordType encoding;
    private final List<TableDifference> differences = new ArrayList<>();

    private TableComparison(ColumnRemedies remedies, RecordType encoding) {
        this.remedies = remedies;
        this.encoding = encoding;
    }

    /**
     * Compares the columns of records with those of a table. Upper and lower case are the same. Columns that may be
     * null need no field, and fields without a column are accepted if the table has a column for rescued data.
     *
     * @param table name of the table in SQL, for the remedies
     * @param records columns that the records have
     * @param actual columns that the table has
     * @param encoding of the records
     * @return differences in the order of the columns; empty if the table takes the records
     */
    public static List<TableDifference> compare(
            String table, TableColumns records, TableColumns actual, RecordType encoding) {
        TableComparison comparison = new TableComparison(new ColumnRemedies(table, encoding), encoding);
        comparison.compare("", records.columns(), actual.columns());
        return List.copyOf(comparison.differences);
    }

    private void compare(String path, List<TableColumn> fields, List<TableColumn> columns) {
        boolean rescues = columns.stream().anyMatch(TableComparison::isRescue);
        for (TableColumn field : fields) {
            Optional<TableColumn> column = find(columns, other -> other.name().equalsIgnoreCase(field.name()));
            if (column.isPresent()) {
                compare(path + column.get().name(), field, column.get());
            } else if (!rescues) {
                add(path + field.name(), field.type().sql(), "no column", missing(path, field, fields, columns), true);
            }
        }
        for (TableColumn column : columns) {
            if (column.required()
                    && find(fields, other -> other.name().equalsIgnoreCase(column.name()))
                            .isEmpty()) {
                String name = path + column.name();
                add(name, "no field", column.type().sql() + " NOT NULL", remedies.addField(name, column.type()), true);
            }
        }
    }

    private String missing(String path, TableColumn field, List<TableColumn> fields, List<TableColumn> columns) {
        return find(columns, column -> plain(column).equals(plain(field)) && !fields.contains(column))
                .map(column -> remedies.rename(column.name()))
                .orElseGet(() -> remedies.addColumn(path + TableColumn.quoted(field.name()), field.type()));
    }

    private void compare(String path, TableColumn field, TableColumn column) {
        if (!TypeMatch.matches(field.type(), column.type(), encoding)) {
            add(
                    path,
                    field.type().sql(),
                    column.type().sql(),
                    remedies.changeType(path, field.type(), column.type()),
                    true);
        } else {
            compareNested(path, field.type(), column.type());
        }
        boolean collection = field.type() instanceof ListType || field.type() instanceof MapType;
        if (column.required() && !field.required() && !collection) {
            add(path, "may be null", "NOT NULL", remedies.allowNull(path), false);
        }
    }

    private void compareNested(String path, DataType field, DataType column) {
        if (field instanceof Struct struct && column instanceof Struct other) {
            compare(path + ".", struct.fields(), other.fields());
        } else if (field instanceof ListType list && column instanceof ListType other) {
            compareNested(path + ".element", list.element(), other.element());
        } else if (field instanceof MapType map && column instanceof MapType other) {
            compareNested(path + ".value", map.value(), other.value());
        }
    }

    private void add(String path, String records, String table, String remedy, boolean certain) {
        differences.add(new TableDifference(path, records, table, remedy, certain));
    }

    private static Optional<TableColumn> find(List<TableColumn> columns, Predicate<TableColumn> which) {
        return columns.stream().filter(which).findFirst();
    }

    /** Returns the name without case and underscores, which naming strategies change. */
    private static String plain(TableColumn column) {
        return column.name().replace("_", "").toLowerCase(Locale.ROOT);
    }

    private static boolean isRescue(TableColumn column) {
        return column.name().toLowerCase(Locale.ROOT).contains("rescue")
                && TypeMatch.name(column.type()).equals("VARIANT");
    }
}
