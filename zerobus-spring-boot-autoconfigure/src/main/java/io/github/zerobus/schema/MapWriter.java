package io.github.zerobus.schema;

import java.lang.invoke.MethodHandle;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes each entry of a map as a nested message of key and value. */
record MapWriter(Part key, Part value) {

    /**
     * One half of an entry.
     *
     * @param type declared
     * @param column named for errors; the content of a key never is
     * @param writer {@code (WireBuffer, Object)void}
     */
    record Part(Class<?> type, Column column, MethodHandle writer) {

        void write(WireBuffer out, @Nullable Object object) throws Throwable {
            if (object != null) {
                column.checkKind(object, type);
            }
            writer.invokeExact(out, object);
        }
    }

    void write(Column column, WireBuffer out, @Nullable Map<?, ?> map) throws Throwable {
        if (map == null) {
            column.absent();
            return;
        }
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            int start = out.begin(column.tag());
            try {
                key.write(out, entry.getKey());
                value.write(out, entry.getValue());
            } catch (Refusal e) {
                throw e.under(column.name());
            }
            out.end(start);
        }
    }
}
