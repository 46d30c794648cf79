package io.github.zerobus.records.encoding;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * Writes one object of a container: an element of a list, the key or value of a map, or the content of an Optional.
 *
 * @param type declared type of the object
 * @param column field to write
 * @param writer {@code (WireBuffer, Object)void}
 */
public record ElementWriter(Class<?> type, Column column, MethodHandle writer) {

    void write(WireBuffer out, @Nullable Object object) throws Throwable {
        if (object != null) {
            column.checkType(object, type);
        }
        writer.invokeExact(out, object);
    }
}
