package io.github.zerobus.records.encoding;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes each entry of a map as a nested message of key and value. */
record MapWriter(ElementWriter key, ElementWriter value) {

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
