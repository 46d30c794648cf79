package io.github.zerobus.records.encoding;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the content of an Optional. Null in place of an Optional counts as empty. */
record OptionalWriter(ElementWriter content) {

    void write(WireBuffer out, @Nullable Object optional) throws Throwable {
        content.write(out, optional instanceof Optional<?> present ? present.orElse(null) : null);
    }
}
