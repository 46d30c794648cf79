package io.github.zerobus.records.jackson;

import io.github.zerobus.records.schema.Unsigned;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;

/** Writes a primitive of Kotlin's unsigned types. */
final class UnsignedSerializer extends PlainSerializer {

    private final Unsigned type;

    UnsignedSerializer(Unsigned type) {
        this.type = type;
    }

    @Override
    public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
        ScalarSerializer.write(type.convert((Number) value), generator);
    }
}
