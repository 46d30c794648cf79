package io.github.zerobus.records.encoding;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * Writes a nested record or bean as a message.
 *
 * @param fields writer of all fields, {@code (WireBuffer, Object)void}
 */
record MessageWriter(MethodHandle fields) {

    void write(Column column, WireBuffer out, @Nullable Object message) throws Throwable {
        if (message == null) {
            column.checkOptional();
            return;
        }
        int start = out.begin(column.tag());
        try {
            fields.invokeExact(out, message);
        } catch (InvalidValueException e) {
            throw e.inside(column.name());
        }
        out.end(start);
    }
}
