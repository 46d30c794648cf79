package io.github.zerobus.records.encoding;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Writes a field for each element. */
record ListWriter(ElementWriter element) {

    void write(Column column, WireBuffer out, @Nullable Collection<?> values) throws Throwable {
        if (values == null) {
            column.absent();
            return;
        }
        int index = 0;
        for (Object value : values) {
            try {
                element.write(out, value);
            } catch (Refusal e) {
                throw e.under(column.name() + "[" + index + "]");
            }
            index++;
        }
    }
}
