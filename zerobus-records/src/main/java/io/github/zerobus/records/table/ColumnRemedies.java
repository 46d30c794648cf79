package io.github.zerobus.records.table;

import io.github.zerobus.RecordType;
import io.github.zerobus.records.table.TableColumn.DataType;
import io.github.zerobus.records.table.TableColumn.Decimal;
import io.github.zerobus.records.table.TableColumn.ListType;
import io.github.zerobus.records.table.TableColumn.MapType;
import io.github.zerobus.records.table.TableColumn.Scalar;
import io.github.zerobus.records.table.TableColumn.Struct;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * What resolves a difference between records and their table.
 *
 * @param table name in SQL
 * @param encoding of the records
 */
record ColumnRemedies(String table, RecordType encoding) {

    /** Types that an existing column can be changed to, with type widening of Delta. */
    private static final Map<String, Set<String>> WIDENING = Map.of(
            "TINYINT", Set.of("SMALLINT", "INT", "BIGINT"),
            "SMALLINT", Set.of("INT", "BIGINT"),
            "INT", Set.of("BIGINT"),
            "FLOAT", Set.of("DOUBLE"));

    private static final Map<String, String> JAVA = Map.ofEntries(
            Map.entry("TINYINT", "byte"),
            Map.entry("SMALLINT", "short"),
            Map.entry("INT", "int"),
            Map.entry("BIGINT", "long"),
            Map.entry("FLOAT", "float"),
            Map.entry("DOUBLE", "double"),
            Map.entry("BOOLEAN", "boolean"),
            Map.entry("STRING", "String"),
            Map.entry("VARIANT", "String"),
            Map.entry("BINARY", "byte[]"),
            Map.entry("DATE", "LocalDate"),
            Map.entry("TIMESTAMP", "Instant"),
            Map.entry("TIMESTAMP_NTZ", "LocalDateTime"));

    String addColumn(String path, DataType type) {
        return alter("ADD COLUMNS (" + path + " " + type.sql() + ")");
    }

    String addField(String path, DataType type) {
        return "add a field of type " + java(type) + ", or " + allowNull(path);
    }

    String allowNull(String path) {
        return alter("ALTER COLUMN " + quoted(path) + " DROP NOT NULL");
    }

    String rename(String column) {
        return "name the field " + column + ", by @ColumnName or a naming strategy";
    }

    String changeType(String path, DataType field, DataType column) {
        if (WIDENING.getOrDefault(TypeMatch.name(column), Set.of()).contains(TypeMatch.name(field))) {
            return alter("ALTER COLUMN " + quoted(path) + " TYPE " + field.sql());
        }
        return "declare the field as " + java(column);
    }

    private String alter(String change) {
        return "ALTER TABLE " + table + " " + change + ";";
    }

    private static String quoted(String path) {
        return String.join(
                ".",
                Arrays.stream(path.split("\\.", -1)).map(TableColumn::quoted).toList());
    }

    private static String java(DataType type) {
        if (type instanceof ListType list) {
            return "a List of " + java(list.element());
        }
        if (type instanceof MapType map) {
            return "a Map of " + java(map.key()) + " to " + java(map.value());
        }
        if (type instanceof Struct) {
            return "a record";
        }
        return type instanceof Decimal ? "BigDecimal" : JAVA.getOrDefault(((Scalar) type).name(), type.sql());
    }
}
