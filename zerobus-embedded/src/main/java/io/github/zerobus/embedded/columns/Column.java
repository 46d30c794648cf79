package io.github.zerobus.embedded.columns;

/**
 * A column of a table, or a field of a STRUCT.
 *
 * @param name name as declared
 * @param type type of its values
 * @param required whether it is NOT NULL
 */
record Column(String name, ColumnType type, boolean required) {

    String text(String separator) {
        boolean plain = name.matches("[A-Za-z_][A-Za-z0-9_]*");
        String quoted = plain ? name : "`" + name.replace("`", "``") + "`";
        return quoted + separator + type + (required ? " NOT NULL" : "");
    }
}
