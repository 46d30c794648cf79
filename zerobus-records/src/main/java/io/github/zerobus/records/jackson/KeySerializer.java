package io.github.zerobus.records.jackson;

import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;

/** Writes the key of a map as the text of its column's form. */
final class KeySerializer extends PlainSerializer {

    private final Function<Object, Object> form;

    KeySerializer(Function<Object, Object> form) {
        this.form = form;
    }

    @Override
    public void serialize(Object key, JsonGenerator generator, SerializationContext context) {
        generator.writeName(form.apply(key).toString());
    }
}
