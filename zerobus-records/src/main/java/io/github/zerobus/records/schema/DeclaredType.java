package io.github.zerobus.records.schema;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A declared type, taken apart. */
record DeclaredType(Class<?> raw, List<Type> arguments) {

    /** Null for what only a use of the class would tell, such as {@code T}. */
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

    boolean isMap() {
        return Map.class.isAssignableFrom(raw);
    }

    /** Bytes are one value, and characters a text. */
    boolean isList() {
        return Collection.class.isAssignableFrom(raw) || (raw.isArray() && raw != byte[].class && raw != char[].class);
    }

    /** Type arguments of a container, Object for those that are not given. */
    Type argument(int index) {
        if (raw.isArray()) {
            return raw.getComponentType();
        }
        return arguments.size() > index ? arguments.get(index) : Object.class;
    }
}
