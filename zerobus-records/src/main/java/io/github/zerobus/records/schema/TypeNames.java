package io.github.zerobus.records.schema;

import java.util.HashSet;
import java.util.Set;

/** Names of the message types in a schema. Nested types, fields and map entries of a message share one namespace. */
final class TypeNames {

    private final String root;
    private final Set<String> used = new HashSet<>();

    TypeNames(Class<?> root) {
        this.root = simpleName(root);
    }

    String root() {
        return root;
    }

    /** Reserves the name of a field of the outermost message, and that of its entries if it is a map. */
    void reserve(String column) {
        used.add(column);
        used.add(entry(column));
    }

    /** Returns the simple name of a class, with a number appended if it is already used. */
    String nested(Class<?> type) {
        String base = simpleName(type);
        String name = base;
        for (int number = 2; !used.add(name); number++) {
            name = base + number;
        }
        return name;
    }

    /** Returns the name that protobuf requires for the entries of a map field. */
    static String entry(String column) {
        StringBuilder name = new StringBuilder();
        boolean capital = true;
        for (int i = 0; i < column.length(); i++) {
            char c = column.charAt(i);
            if (c == '_') {
                capital = true;
            } else {
                name.append(capital && c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c);
                capital = false;
            }
        }
        return name.append("Entry").toString();
    }

    /** Whether protobuf accepts the name. */
    static boolean isValid(String column) {
        return column.matches("[A-Za-z_][A-Za-z0-9_]*");
    }

    private static String simpleName(Class<?> type) {
        return type.getSimpleName().replaceAll("[^A-Za-z0-9_]", "_");
    }
}
