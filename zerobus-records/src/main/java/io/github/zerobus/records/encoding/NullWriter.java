package io.github.zerobus.records.encoding;

import org.jspecify.annotations.Nullable;

/** Called in place of a writer that would read from null. */
final class NullWriter {

    private NullWriter() {}

    static boolean isNull(@Nullable Object value) {
        return value == null;
    }

    static void write(Column column) {
        column.checkOptional();
    }
}
