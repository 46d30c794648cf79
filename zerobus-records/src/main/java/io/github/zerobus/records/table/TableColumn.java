package io.github.zerobus.records.table;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A column of a table, or a field of a STRUCT.
 *
 * @param name of the column
 * @param type of the values
 * @param required whether null is refused, as by {@code NOT NULL}
 */
public record TableColumn(String name, DataType type, boolean required) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /**
     * Returns the column in SQL.
     *
     * @return name, type and {@code NOT NULL}, as {@code CREATE TABLE} takes them
     */
    public String sql() {
        return quoted(name) + " " + type.sql() + (required ? " NOT NULL" : "");
    }

    private String fieldSql() {
        return quoted(name) + ": " + type.sql() + (required ? " NOT NULL" : "");
    }

    /**
     * Returns a name in SQL.
     *
     * @param name of a column
     * @return the name, in backticks unless it has only ASCII letters, digits and underscores
     */
    public static String quoted(String name) {
        return PLAIN.matcher(name).matches() ? name : "`" + name.replace("`", "``") + "`";
    }

    /** DataType of a column. */
    public sealed interface DataType permits Scalar, Decimal, ListType, MapType, Struct {

        /**
         * Returns the type in SQL.
         *
         * @return a type such as {@code ARRAY<STRING>}
         */
        String sql();
    }

    /**
     * A type without parameters, or one that is not known.
     *
     * @param name such as {@code BIGINT}; names of types that are not known are kept
     */
    public record Scalar(String name) implements DataType {

        /** Creates a type; names are in upper case. */
        public Scalar {
            name = name.toUpperCase(Locale.ROOT);
        }

        @Override
        public String sql() {
            return name;
        }
    }

    /**
     * DECIMAL.
     *
     * @param precision number of digits
     * @param scale number of digits after the point
     */
    public record Decimal(int precision, int scale) implements DataType {

        @Override
        public String sql() {
            return "DECIMAL(" + precision + ", " + scale + ")";
        }
    }

    /**
     * ARRAY.
     *
     * @param element type of the elements
     */
    public record ListType(DataType element) implements DataType {

        @Override
        public String sql() {
            return "ARRAY<" + element.sql() + ">";
        }
    }

    /**
     * MAP.
     *
     * @param key type of the keys
     * @param value type of the values
     */
    public record MapType(DataType key, DataType value) implements DataType {

        @Override
        public String sql() {
            return "MAP<" + key.sql() + ", " + value.sql() + ">";
        }
    }

    /**
     * STRUCT.
     *
     * @param fields in order
     */
    public record Struct(List<TableColumn> fields) implements DataType {

        /** Creates a type. */
        public Struct {
            fields = List.copyOf(fields);
        }

        @Override
        public String sql() {
            return fields.stream().map(TableColumn::fieldSql).collect(Collectors.joining(", ", "STRUCT<", ">"));
        }
    }
}
