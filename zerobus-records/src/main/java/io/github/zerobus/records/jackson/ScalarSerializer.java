package io.github.zerobus.records.jackson;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Writes a scalar in the form of its column. A format on the property itself takes precedence. */
final class ScalarSerializer extends PlainSerializer {

    private final Function<Object, Object> form;
    private final ValueSerializer<Object> standard;

    @SuppressWarnings("unchecked")
    ScalarSerializer(Function<Object, Object> form, ValueSerializer<?> standard) {
        this.form = form;
        this.standard = (ValueSerializer<Object>) standard;
    }

    @Override
    public ValueSerializer<?> createContextual(SerializationContext context, @Nullable BeanProperty property) {
        if (property == null || property.getMember() == null) {
            return this;
        }
        JsonFormat.Value format =
                context.getAnnotationIntrospector().findFormat(context.getConfig(), property.getMember());
        boolean explicit = format != null && (format.hasShape() || format.hasPattern());
        return explicit ? standard.createContextual(context, property) : this;
    }

    @Override
    public boolean isEmpty(SerializationContext context, Object value) {
        return standard.isEmpty(context, value);
    }

    @Override
    public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
        write(form.apply(value), generator);
    }

    static void write(Object written, JsonGenerator generator) {
        if (written instanceof Long number) {
            generator.writeNumber(number);
        } else if (written instanceof Integer number) {
            generator.writeNumber(number);
        } else if (written instanceof Double number) {
            generator.writeNumber(number);
        } else if (written instanceof Float number) {
            generator.writeNumber(number);
        } else if (written instanceof Boolean flag) {
            generator.writeBoolean(flag);
        } else if (written instanceof byte[] bytes) {
            generator.writeBinary(bytes);
        } else {
            generator.writeString(written.toString());
        }
    }
}
