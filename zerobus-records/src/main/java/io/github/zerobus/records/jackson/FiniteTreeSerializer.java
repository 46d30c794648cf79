package io.github.zerobus.records.jackson;

import io.github.zerobus.records.encoding.InvalidValueException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.JsonGeneratorDelegate;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Writes Jackson's own tree as it is, and refuses numbers that JSON cannot express. */
final class FiniteTreeSerializer extends PlainSerializer {

    private final ValueSerializer<Object> standard;

    @SuppressWarnings("unchecked")
    FiniteTreeSerializer(ValueSerializer<?> standard) {
        this.standard = (ValueSerializer<Object>) standard;
    }

    @Override
    public boolean isEmpty(SerializationContext context, Object value) {
        return standard.isEmpty(context, value);
    }

    @Override
    public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
        standard.serialize(value, new FiniteGenerator(generator), context);
    }

    /** Does not delegate the writing of copied structures, so that each number passes. */
    private static final class FiniteGenerator extends JsonGeneratorDelegate {

        FiniteGenerator(JsonGenerator delegate) {
            super(delegate, false);
        }

        @Override
        public JsonGenerator writeNumber(double value) {
            check(Double.isFinite(value));
            delegate.writeNumber(value);
            return this;
        }

        @Override
        public JsonGenerator writeNumber(float value) {
            check(Float.isFinite(value));
            delegate.writeNumber(value);
            return this;
        }

        private static void check(boolean finite) {
            if (!finite) {
                throw new InvalidValueException(
                        "", "contains a number that is not finite, which JSON cannot express; remove it");
            }
        }
    }
}
