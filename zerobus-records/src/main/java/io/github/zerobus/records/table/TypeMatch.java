package io.github.zerobus.records.table;

import io.github.zerobus.RecordType;
import io.github.zerobus.records.table.TableColumn.DataType;
import io.github.zerobus.records.table.TableColumn.Decimal;
import io.github.zerobus.records.table.TableColumn.ListType;
import io.github.zerobus.records.table.TableColumn.MapType;
import io.github.zerobus.records.table.TableColumn.Scalar;
import io.github.zerobus.records.table.TableColumn.Struct;
import java.util.Map;
import java.util.Set;

/**
 * Decides which columns hold the values of a type. Forms of values that are the same match, such as microseconds and a
 * TIMESTAMP, and so do wider numbers. Types that are not known match, because the service decides.
 */
final class TypeMatch {

    /** Columns that hold a type, beside that type itself. */
    private static final Map<String, Set<String>> WIDER = Map.of(
            "TINYINT", Set.of("SMALLINT", "INT", "BIGINT"),
            "SMALLINT", Set.of("TINYINT", "INT", "BIGINT"),
            "INT", Set.of("TINYINT", "SMALLINT", "BIGINT", "DATE"),
            "BIGINT", Set.of("TIMESTAMP", "TIMESTAMP_NTZ"),
            "FLOAT", Set.of("DOUBLE"),
            "DATE", Set.of("INT"),
            "TIMESTAMP", Set.of("TIMESTAMP_NTZ", "BIGINT"),
            "STRING", Set.of("VARIANT", "DECIMAL"),
            "ENUM", Set.of("STRING", "INT", "BIGINT"));

    private static final Set<String> KNOWN = Set.of(
            "TINYINT",
            "SMALLINT",
            "INT",
            "BIGINT",
            "FLOAT",
            "DOUBLE",
            "BOOLEAN",
            "STRING",
            "BINARY",
            "DATE",
            "TIMESTAMP",
            "TIMESTAMP_NTZ",
            "VARIANT");

    private TypeMatch() {}

    /** Whether a column holds values of a type; fields of a STRUCT are compared one by one elsewhere. */
    static boolean matches(DataType value, DataType column, RecordType encoding) {
        if (isVariant(column) && encoding == RecordType.JSON) {
            return true;
        }
        if (value instanceof ListType list && column instanceof ListType other) {
            return matches(list.element(), other.element(), encoding);
        }
        if (value instanceof MapType map && column instanceof MapType other) {
            return matches(map.key(), other.key(), encoding) && matches(map.value(), other.value(), encoding);
        }
        if (value instanceof Struct && column instanceof Struct) {
            return true;
        }
        boolean scalars = isScalar(value) && isScalar(column);
        return scalars ? scalars(value, column) : isUnknown(column);
    }

    private static boolean scalars(DataType value, DataType column) {
        String from = name(value);
        String to = name(column);
        if (value instanceof Decimal) {
            return to.equals("DECIMAL") || to.equals("STRING") || isUnknown(column);
        }
        return from.equals(to) || WIDER.getOrDefault(from, Set.of()).contains(to) || isUnknown(column);
    }

    static String name(DataType type) {
        return type instanceof Scalar scalar ? scalar.name() : type instanceof Decimal ? "DECIMAL" : "";
    }

    private static boolean isScalar(DataType type) {
        return type instanceof Scalar || type instanceof Decimal;
    }

    private static boolean isVariant(DataType type) {
        return name(type).equals("VARIANT");
    }

    private static boolean isUnknown(DataType type) {
        return type instanceof Scalar scalar && !KNOWN.contains(scalar.name());
    }
}
