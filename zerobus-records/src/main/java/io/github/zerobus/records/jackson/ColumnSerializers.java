package io.github.zerobus.records.jackson;

import io.github.zerobus.records.encoding.InvalidValueException;
import io.github.zerobus.records.encoding.ScalarType;
import io.github.zerobus.records.encoding.ScalarTypes;
import io.github.zerobus.records.encoding.UnsupportedValues;
import io.github.zerobus.records.schema.ClassProperties;
import io.github.zerobus.records.schema.Property;
import io.github.zerobus.records.schema.SchemaProblem;
import java.util.List;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.type.ArrayType;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapType;

/** Replaces the serializers of scalars by those of the table of column types, and refuses what is no value. */
final class ColumnSerializers extends ValueSerializerModifier {

    private final boolean checkFields;

    ColumnSerializers(boolean checkFields) {
        this.checkFields = checkFields;
    }

    @Override
    public List<BeanPropertyWriter> orderProperties(
            SerializationConfig config, BeanDescription.Supplier bean, List<BeanPropertyWriter> writers) {
        // Fails when the first object of a class is written: JSON has no record class that is known at the start.
        SchemaProblem problem = checkFields && isWrittenByProperties(bean.getBeanClass())
                ? UnreadFields.problem(config, bean.get(), writers)
                : null;
        if (problem != null) {
            throw new InvalidValueException(
                    "", "is of " + bean.getBeanClass().getName() + ", which " + problem.getMessage());
        }
        return writers;
    }

    private static boolean isWrittenByProperties(Class<?> type) {
        return ScalarTypes.of(type) == null
                && ClassProperties.wrapped(type) == null
                && !UnsupportedValues.isTree(type)
                && UnsupportedValues.problem(type) == null;
    }

    @Override
    public ValueSerializer<?> modifySerializer(
            SerializationConfig config, BeanDescription.Supplier bean, ValueSerializer<?> serializer) {
        Class<?> type = bean.getBeanClass();
        ScalarType scalar = ScalarTypes.of(type);
        if (scalar != null) {
            return scalar.json() == null ? serializer : new ScalarSerializer(scalar.json(), serializer);
        }
        Property wrapped = ClassProperties.wrapped(type);
        if (wrapped != null && wrapped.getter() != null && UnsupportedValues.problem(type) == null) {
            return new WrapperSerializer(wrapped.getter());
        }
        return JsonNode.class.isAssignableFrom(type) ? new FiniteTreeSerializer(serializer) : special(type, serializer);
    }

    private static ValueSerializer<?> special(Class<?> type, ValueSerializer<?> serializer) {
        if (UnsupportedValues.isTree(type)) {
            return new ForeignTreeSerializer();
        }
        return UnsupportedValues.problem(type) == null ? serializer : new RefusingSerializer();
    }

    @Override
    public ValueSerializer<?> modifyArraySerializer(
            SerializationConfig config, ArrayType type, BeanDescription.Supplier bean, ValueSerializer<?> serializer) {
        ScalarType scalar = ScalarTypes.ofArray(type.getRawClass());
        return scalar == null || scalar.json() == null
                ? serializer
                : new CheckedArraySerializer(scalar.json(), serializer);
    }

    @Override
    public ValueSerializer<?> modifyCollectionSerializer(
            SerializationConfig config,
            CollectionType type,
            BeanDescription.Supplier bean,
            ValueSerializer<?> serializer) {
        return special(type.getRawClass(), serializer);
    }

    @Override
    public ValueSerializer<?> modifyMapSerializer(
            SerializationConfig config, MapType type, BeanDescription.Supplier bean, ValueSerializer<?> serializer) {
        return special(type.getRawClass(), serializer);
    }

    @Override
    public ValueSerializer<?> modifyEnumSerializer(
            SerializationConfig config, JavaType type, BeanDescription.Supplier bean, ValueSerializer<?> serializer) {
        ScalarType scalar = ScalarTypes.of(type.getRawClass());
        return scalar == null || scalar.json() == null ? serializer : new ScalarSerializer(scalar.json(), serializer);
    }

    @Override
    public ValueSerializer<?> modifyKeySerializer(
            SerializationConfig config, JavaType type, BeanDescription.Supplier bean, ValueSerializer<?> serializer) {
        ScalarType scalar = type == null ? null : ScalarTypes.of(type.getRawClass());
        return scalar == null || scalar.json() == null ? serializer : new KeySerializer(scalar.json());
    }
}
