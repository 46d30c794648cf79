package io.github.zerobus.records.encoding;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a map: a nested message of key and value for each entry. */
record MapWriter(ElementWriter key, ElementWriter value) {

    void write(Column column, WireBuffer out, @Nullable Map<?, ?> map) throws Throwable {
        if (map == null) {
            column.checkOptional();
            return;
        }
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            int start = out.begin(column.tag());
            try {
                key.write(out, entry.getKey());
                value.write(out, entry.getValue());
            } catch (InvalidValueException e) {
                throw e.inside(column.name());
            }
            out.end(start);
        }
    }
}
