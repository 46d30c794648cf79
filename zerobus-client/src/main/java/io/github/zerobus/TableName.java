package io.github.zerobus;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Full name of a table in Unity Catalog. Immutable and thread-safe; compared by value. */
public final class TableName implements Serializable {

    private final String catalog;
    private final String schema;
    private final String table;

    private TableName(String catalog, String schema, String table) {
        this.catalog = catalog;
        this.schema = schema;
        this.table = table;
    }

    /**
     * Parses a full name.
     *
     * @param name {@code catalog.schema.table}
     * @return the name in its parts
     * @throws InvalidOptionException if the name does not have three parts, or one is blank
     */
    public static TableName parse(String name) {
        List<String> parts = Arrays.asList(name.split("\\.", -1));
        if (parts.size() != 3 || parts.stream().anyMatch(String::isBlank)) {
            throw new InvalidOptionException(
                    "table", "'" + name + "'", "a table name has three parts, catalog.schema.table");
        }
        return new TableName(parts.get(0), parts.get(1), parts.get(2));
    }

    /**
     * Name of the catalog.
     *
     * @return the first part
     */
    public String catalog() {
        return catalog;
    }

    /**
     * Name of the schema.
     *
     * @return the second part
     */
    public String schema() {
        return schema;
    }

    /**
     * Name of the table in its schema.
     *
     * @return the third part
     */
    public String table() {
        return table;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TableName that
                && catalog.equals(that.catalog)
                && schema.equals(that.schema)
                && table.equals(that.table);
    }

    @Override
    public int hashCode() {
        return Objects.hash(catalog, schema, table);
    }

    /** Returns {@code catalog.schema.table}. */
    @Override
    public String toString() {
        return catalog + "." + schema + "." + table;
    }
}
