package io.github.zerobus.records;

import java.util.Locale;

/** How names of components and properties become names of columns. */
public enum FieldNaming {
    /** The name as it is. */
    AS_IS,
    /** {@code deviceId} becomes {@code device_id}, {@code sourceURL} becomes {@code source_url}. */
    SNAKE_CASE;

    String column(String name) {
        return this == AS_IS ? name : snakeCase(name);
    }

    private static String snakeCase(String name) {
        StringBuilder column = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            if (i > 0 && startsWord(name, i)) {
                column.append('_');
            }
            column.append(name.charAt(i));
        }
        return column.toString().toLowerCase(Locale.ROOT);
    }

    /** An upper-case letter after another one goes on with its word, unless it is the first letter of the next. */
    private static boolean startsWord(String name, int i) {
        char before = name.charAt(i - 1);
        if (!Character.isUpperCase(name.charAt(i)) || before == '_') {
            return false;
        }
        return !Character.isUpperCase(before) || (i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1)));
    }
}
