package io.github.zerobus.records.encoding;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * Writes one object of a container: an element of a list, or the key or value of a map.
 *
 * @param type declared for the object
 * @param column with a name for error messages; empty for elements of lists
 * @param writer {@code (WireBuffer, Object)void}
 */
public record ElementWriter(Class<?> type, Column column, MethodHandle writer) {

    void write(WireBuffer out, @Nullable Object object) throws Throwable {
        if (object != null) {
            column.checkKind(object, type);
        }
        writer.invokeExact(out, object);
    }
}
