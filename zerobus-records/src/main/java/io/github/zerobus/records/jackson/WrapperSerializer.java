package io.github.zerobus.records.jackson;

import io.github.zerobus.records.schema.Unsigned;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.SerializationContext;

/** Writes an object of a Kotlin value class as the value that it wraps. */
final class WrapperSerializer extends PlainSerializer {

    private final Method getter;
    private final @Nullable Unsigned unsigned;

    WrapperSerializer(Method getter) {
        this.getter = getter;
        this.unsigned = Unsigned.of(getter);
        getter.setAccessible(true);
    }

    @Override
    public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
        Object wrapped = read(value, generator);
        if (wrapped != null && unsigned != null) {
            ScalarSerializer.write(unsigned.convert((Number) wrapped), generator);
        } else {
            context.writeValue(generator, wrapped);
        }
    }

    private @Nullable Object read(Object value, JsonGenerator generator) {
        try {
            return getter.invoke(value);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw DatabindException.from(generator, "the value class cannot be read", e);
        }
    }
}
