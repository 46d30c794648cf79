package io.github.zerobus.records.jackson;

import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Checks the numbers of an array before they are written. */
final class CheckedArraySerializer extends PlainSerializer {

    private final Function<Object, Object> check;
    private final ValueSerializer<Object> standard;

    @SuppressWarnings("unchecked")
    CheckedArraySerializer(Function<Object, Object> check, ValueSerializer<?> standard) {
        this.check = check;
        this.standard = (ValueSerializer<Object>) standard;
    }

    @Override
    public boolean isEmpty(SerializationContext context, Object value) {
        return standard.isEmpty(context, value);
    }

    @Override
    public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
        standard.serialize(check.apply(value), generator, context);
    }
}
