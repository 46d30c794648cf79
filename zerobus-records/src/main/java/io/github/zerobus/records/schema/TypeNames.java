package io.github.zerobus.records.schema;

import java.util.HashSet;
import java.util.Set;

/** Names of message types in a schema. Types, fields and entries of one message share one space of names. */
final class TypeNames {

    private final String root;
    private final Set<String> taken = new HashSet<>();

    TypeNames(Class<?> root) {
        this.root = simpleName(root);
    }

    String root() {
        return root;
    }

    /** Keeps a field's name, and that of the entries it may have, out of the types' way. */
    void reserve(String column) {
        taken.add(column);
        taken.add(entry(column));
    }

    /** The class's own name, with a number if another class took it. */
    String nested(Class<?> type) {
        String base = simpleName(type);
        String name = base;
        for (int number = 2; !taken.add(name); number++) {
            name = base + number;
        }
        return name;
    }

    /** The one name that protobuf takes for the entries of a map field. */
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

    /** Whether protobuf takes it, which knows ASCII only. */
    static boolean isValid(String column) {
        return column.matches("[A-Za-z_][A-Za-z0-9_]*");
    }

    private static String simpleName(Class<?> type) {
        return type.getSimpleName().replaceAll("[^A-Za-z0-9_]", "_");
    }
}
