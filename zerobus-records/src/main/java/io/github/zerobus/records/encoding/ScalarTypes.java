package io.github.zerobus.records.encoding;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table of column types, from which both encodings are derived. The first row that fits a class is used. */
public final class ScalarTypes {

    private static final Map<Class<?>, ScalarType> TYPES = scalars();
    private static final Map<Class<?>, ScalarType> ARRAYS = arrays();

    private ScalarTypes() {}

    /**
     * Returns the scalar for a Java type. Subtypes of supported types are supported: enums, buffers, character
     * sequences.
     *
     * @param type any type
     * @return null if values of the type are not scalars
     */
    public static @Nullable ScalarType of(Class<?> type) {
        ScalarType exact = TYPES.get(type);
        if (exact != null || type.isPrimitive()) {
            return exact;
        }
        return TYPES.entrySet().stream()
                .filter(entry -> entry.getKey().isAssignableFrom(type))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /**
     * Returns the scalar for the elements of an array of primitives; its writer writes the whole array.
     *
     * @param type any type
     * @return null if the type is no array of primitives, or is bytes or characters
     */
    public static @Nullable ScalarType ofArray(Class<?> type) {
        return ARRAYS.get(type);
    }

    /**
     * Returns the scalar for an enum.
     *
     * @param texts of the constants, in their order
     * @return a type whose writer writes these texts
     */
    public static ScalarType ofEnum(List<String> texts) {
        return ofEnum(texts.toArray(String[]::new));
    }

    private static Map<Class<?>, ScalarType> scalars() {
        ScalarTable table = new ScalarTable();
        NumberTypes.addTo(table);
        TextTypes.addTo(table);
        TimeTypes.addTo(table);
        return table.rows();
    }

    private static Map<Class<?>, ScalarType> arrays() {
        ScalarTable table = new ScalarTable();
        table.add(short[].class, array("INT", FieldDescriptorProto.Type.TYPE_INT32, "shorts", short[].class));
        table.add(int[].class, array("INT", FieldDescriptorProto.Type.TYPE_INT32, "ints", int[].class));
        table.add(long[].class, array("BIGINT", FieldDescriptorProto.Type.TYPE_INT64, "longs", long[].class));
        table.add(
                float[].class,
                array("FLOAT", FieldDescriptorProto.Type.TYPE_FLOAT, "floats", float[].class),
                value -> FiniteNumbers.check(ScalarTable.JSON, value));
        table.add(
                double[].class,
                array("DOUBLE", FieldDescriptorProto.Type.TYPE_DOUBLE, "doubles", double[].class),
                value -> FiniteNumbers.check(ScalarTable.JSON, value));
        table.add(boolean[].class, array("BOOLEAN", FieldDescriptorProto.Type.TYPE_BOOL, "booleans", boolean[].class));
        return table.rows();
    }

    private static ScalarType array(String element, FieldDescriptorProto.Type type, String method, Class<?> value) {
        return ScalarType.of("ARRAY<" + element + ">", type, ArrayWriters.class, method, value);
    }

    private static ScalarType ofEnum(String[] texts) {
        try {
            MethodType signature =
                    MethodType.methodType(void.class, String[].class, Column.class, WireBuffer.class, Enum.class);
            MethodHandle writer = MethodHandles.lookup().findStatic(TextWriters.class, "constant", signature);
            return new ScalarType(
                    "STRING",
                    FieldDescriptorProto.Type.TYPE_STRING,
                    MethodHandles.insertArguments(writer, 0, (Object) texts),
                    null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(TextWriters.class.getName(), e);
        }
    }
}
