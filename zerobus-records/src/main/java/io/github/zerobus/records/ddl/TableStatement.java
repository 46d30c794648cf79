package io.github.zerobus.records.ddl;

import io.github.zerobus.records.FieldNaming;
import io.github.zerobus.records.RecordSchema;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The statement for one class. Loaded by the class loader of the application, and called by reflection. */
final class TableStatement {

    private TableStatement() {}

    /**
     * Returns the statement.
     *
     * @param type name of the class; nested classes after a dot or a dollar sign
     * @param table null for the simple name of the class in snake case
     * @throws IllegalArgumentException if the class cannot be a table
     */
    static String of(String type, @Nullable String table, String naming) throws ClassNotFoundException {
        Class<?> found = find(type);
        String name = table != null ? table : snakeCase(found.getSimpleName());
        return RecordSchema.of(found, FieldNaming.valueOf(naming)).columns().createTable(name);
    }

    private static Class<?> find(String type) throws ClassNotFoundException {
        ClassLoader loader = TableStatement.class.getClassLoader();
        for (String name = type; ; ) {
            try {
                return Class.forName(name, false, loader);
            } catch (ClassNotFoundException e) {
                int dot = name.lastIndexOf('.');
                if (dot < 0) {
                    throw new ClassNotFoundException(type, e);
                }
                name = name.substring(0, dot) + "$" + name.substring(dot + 1);
            }
        }
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
