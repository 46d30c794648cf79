package io.github.zerobus.records.encoding;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Writes a collection: one field for each element. */
record ListWriter(ElementWriter element) {

    void write(Column column, WireBuffer out, @Nullable Collection<?> values) throws Throwable {
        if (values == null) {
            column.checkOptional();
            return;
        }
        int index = 0;
        for (Object value : values) {
            try {
                element.write(out, value);
            } catch (InvalidValueException e) {
                throw e.inside(column.name() + "[" + index + "]");
            }
            index++;
        }
    }
}
