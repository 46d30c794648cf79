package io.github.zerobus.schema;

import java.lang.invoke.MethodHandle;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Writes a field for each element.
 *
 * @param type declared for the elements
 * @param element as a column without a name
 * @param writer of one element, {@code (WireBuffer, Object)void}
 */
record ListWriter(Class<?> type, Column element, MethodHandle writer) {

    void write(Column column, WireBuffer out, @Nullable Collection<?> values) throws Throwable {
        if (values == null) {
            column.absent();
            return;
        }
        int index = 0;
        for (Object value : values) {
            try {
                if (value != null) {
                    element.checkKind(value, type);
                }
                writer.invokeExact(out, value);
            } catch (Refusal e) {
                throw e.under(column.name() + "[" + index + "]");
            }
            index++;
        }
    }
}
