package io.github.zerobus.records;

import java.util.Locale;

/** Strategy for the names of columns. */
public enum FieldNaming {
    /** The name of the record component or bean property, unchanged. */
    AS_IS,
    /** The name in lower case, with underscores between words: {@code sourceURL} becomes {@code source_url}. */
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

    /** An upper-case letter after another one belongs to the same word, unless a lower-case letter follows. */
    private static boolean startsWord(String name, int i) {
        char before = name.charAt(i - 1);
        if (!Character.isUpperCase(name.charAt(i)) || before == '_') {
            return false;
        }
        return !Character.isUpperCase(before) || (i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1)));
    }
}
