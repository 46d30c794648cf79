package io.github.zerobus.records.jackson;

import io.github.zerobus.records.encoding.InvalidValueException;
import io.github.zerobus.records.encoding.UnsupportedValues;
import java.util.Objects;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;

/** Refuses objects that are no values. */
final class RefusingSerializer extends PlainSerializer {

    @Override
    public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
        throw new InvalidValueException("", Objects.requireNonNull(UnsupportedValues.problem(value.getClass())));
    }
}
