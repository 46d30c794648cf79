package io.github.zerobus.records.encoding;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * Writes a nested record or bean.
 *
 * @param fields writer of all its fields, {@code (WireBuffer, Object)void}
 */
record MessageWriter(MethodHandle fields) {

    void write(Column column, WireBuffer out, @Nullable Object message) throws Throwable {
        if (message == null) {
            column.absent();
            return;
        }
        int start = out.begin(column.tag());
        try {
            fields.invokeExact(out, message);
        } catch (Refusal e) {
            throw e.under(column.name());
        }
        out.end(start);
    }
}
