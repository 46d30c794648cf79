package io.github.zerobus;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * A table's full name. Immutable.
 *
 * @param catalog first part
 * @param schema second part
 * @param table third part
 */
public record TableName(String catalog, String schema, String table) implements Serializable {

    /**
     * Takes {@code catalog.schema.table} apart.
     *
     * @throws InvalidOptionException if there are not three parts, each of them with text
     */
    public static TableName parse(String name) {
        List<String> parts = Arrays.asList(name.split("\\.", -1));
        if (parts.size() != 3 || parts.stream().anyMatch(String::isBlank)) {
            throw new InvalidOptionException("table", "'" + name + "'", "it has three parts, catalog.schema.table");
        }
        return new TableName(parts.get(0), parts.get(1), parts.get(2));
    }

    /** {@code catalog.schema}. */
    public String schemaPath() {
        return catalog + "." + schema;
    }

    /** {@code catalog.schema.table}. */
    @Override
    public String toString() {
        return catalog + "." + schema + "." + table;
    }
}
