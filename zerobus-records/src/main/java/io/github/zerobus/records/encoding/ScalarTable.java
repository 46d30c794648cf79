package io.github.zerobus.records.encoding;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Rows under construction, in the order of precedence. */
final class ScalarTable {

    /** Place of values in JSON, whose writer knows the path. */
    static final Column JSON = new Column("", 0, false);

    private final Map<Class<?>, ScalarType> types = new LinkedHashMap<>();

    Map<Class<?>, ScalarType> rows() {
        return types;
    }

    void put(Class<?> javaType, ScalarType scalar) {
        types.put(javaType, scalar);
    }

    <T> void add(Class<T> javaType, ScalarType scalar) {
        types.put(javaType, scalar);
    }

    /** @param json form in JSON, where mappers may write another one */
    <T> void add(Class<T> javaType, ScalarType scalar, Function<T, Object> json) {
        types.put(javaType, scalar.withJson(value -> json.apply(javaType.cast(value))));
    }
}
