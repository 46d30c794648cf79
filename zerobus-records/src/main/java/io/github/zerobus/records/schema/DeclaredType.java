package io.github.zerobus.records.schema;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A declared type of a property.
 *
 * @param raw its class
 * @param arguments its type arguments; empty for raw types
 */
record DeclaredType(Class<?> raw, List<Type> arguments) {

    /** Returns null for type variables such as {@code T}, and for arrays of generic types. */
    static @Nullable DeclaredType of(Type type) {
        if (type instanceof Class<?> raw) {
            return new DeclaredType(raw, List.of());
        }
        if (type instanceof ParameterizedType generic) {
            return new DeclaredType((Class<?>) generic.getRawType(), List.of(generic.getActualTypeArguments()));
        }
        return type instanceof WildcardType wildcard ? of(wildcard.getUpperBounds()[0]) : null;
    }

    boolean isOptional() {
        return raw == Optional.class;
    }

    /** Whether values are optional scalars, unlike {@link Optional}, which contains a value of any type. */
    boolean isOptionalNumber() {
        return raw == OptionalInt.class || raw == OptionalLong.class || raw == OptionalDouble.class;
    }

    boolean isMap() {
        return Map.class.isAssignableFrom(raw);
    }

    /** Whether values are lists of elements. Arrays of bytes and of characters are not. */
    boolean isList() {
        return Collection.class.isAssignableFrom(raw) || (raw.isArray() && raw != byte[].class && raw != char[].class);
    }

    /** Returns the type of the elements of an array, or a type argument; Object for a raw type. */
    Type argument(int index) {
        if (raw.isArray()) {
            return raw.getComponentType();
        }
        return arguments.size() > index ? arguments.get(index) : Object.class;
    }
}
