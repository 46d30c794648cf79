package io.github.zerobus.records.encoding;

import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_BOOL;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_BYTES;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_DOUBLE;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_FLOAT;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT32;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT64;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_STRING;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A Java type whose values are scalars in protobuf.
 *
 * @param type in protobuf
 * @param writer of a value, {@code (Column, WireBuffer, T)void}
 */
public record ScalarType(FieldDescriptorProto.Type type, MethodHandle writer) {

    private static final Map<Class<?>, ScalarType> TYPES = new LinkedHashMap<>();
    private static final Map<Class<?>, ScalarType> ARRAYS = new LinkedHashMap<>();

    static {
        addNumbers();
        addTexts();
        addTimes();
        addArrays();
        TYPES.put(byte[].class, of(TYPE_BYTES, BytesWriters.class, "array", byte[].class));
        TYPES.put(ByteBuffer.class, of(TYPE_BYTES, BytesWriters.class, "buffer", ByteBuffer.class));
        TYPES.put(ByteString.class, of(TYPE_BYTES, BytesWriters.class, "byteString", ByteString.class));
    }

    private static void addNumbers() {
        ScalarType int32 = of(TYPE_INT32, NumberWriters.class, "int32", int.class);
        TYPES.put(byte.class, int32);
        TYPES.put(short.class, int32);
        TYPES.put(int.class, int32);
        TYPES.put(long.class, of(TYPE_INT64, NumberWriters.class, "int64", long.class));
        TYPES.put(float.class, of(TYPE_FLOAT, NumberWriters.class, "float32", float.class));
        TYPES.put(double.class, of(TYPE_DOUBLE, NumberWriters.class, "float64", double.class));
        TYPES.put(boolean.class, of(TYPE_BOOL, NumberWriters.class, "bool", boolean.class));
        ScalarType boxed = of(TYPE_INT32, NumberWriters.class, "boxedInt32", Number.class);
        TYPES.put(Byte.class, boxed);
        TYPES.put(Short.class, boxed);
        TYPES.put(Integer.class, boxed);
        TYPES.put(Long.class, of(TYPE_INT64, NumberWriters.class, "boxedInt64", Long.class));
        TYPES.put(Float.class, of(TYPE_FLOAT, NumberWriters.class, "boxedFloat32", Float.class));
        TYPES.put(Double.class, of(TYPE_DOUBLE, NumberWriters.class, "boxedFloat64", Double.class));
        TYPES.put(Boolean.class, of(TYPE_BOOL, NumberWriters.class, "boxedBool", Boolean.class));
    }

    private static void addTexts() {
        ScalarType asText = of(TYPE_STRING, TextWriters.class, "asText", Object.class);
        TYPES.put(String.class, of(TYPE_STRING, TextWriters.class, "text", String.class));
        TYPES.put(CharSequence.class, asText);
        TYPES.put(char.class, of(TYPE_STRING, TextWriters.class, "character", char.class));
        TYPES.put(Character.class, asText);
        TYPES.put(UUID.class, asText);
        TYPES.put(Enum.class, of(TYPE_STRING, TextWriters.class, "constant", Enum.class));
        TYPES.put(BigDecimal.class, of(TYPE_STRING, TextWriters.class, "decimal", BigDecimal.class));
        TYPES.put(BigInteger.class, of(TYPE_STRING, TextWriters.class, "integer", BigInteger.class));
    }

    private static void addTimes() {
        TYPES.put(LocalDate.class, of(TYPE_INT32, TimeWriters.class, "date", LocalDate.class));
        TYPES.put(Instant.class, of(TYPE_INT64, TimeWriters.class, "instant", Instant.class));
        TYPES.put(OffsetDateTime.class, of(TYPE_INT64, TimeWriters.class, "offset", OffsetDateTime.class));
        TYPES.put(ZonedDateTime.class, of(TYPE_INT64, TimeWriters.class, "zoned", ZonedDateTime.class));
        TYPES.put(LocalDateTime.class, of(TYPE_INT64, TimeWriters.class, "local", LocalDateTime.class));
    }

    private static void addArrays() {
        ARRAYS.put(short[].class, of(TYPE_INT32, ArrayWriters.class, "shorts", short[].class));
        ARRAYS.put(int[].class, of(TYPE_INT32, ArrayWriters.class, "ints", int[].class));
        ARRAYS.put(long[].class, of(TYPE_INT64, ArrayWriters.class, "longs", long[].class));
        ARRAYS.put(float[].class, of(TYPE_FLOAT, ArrayWriters.class, "floats", float[].class));
        ARRAYS.put(double[].class, of(TYPE_DOUBLE, ArrayWriters.class, "doubles", double[].class));
        ARRAYS.put(boolean[].class, of(TYPE_BOOL, ArrayWriters.class, "booleans", boolean[].class));
    }

    private static ScalarType of(FieldDescriptorProto.Type type, Class<?> writers, String method, Class<?> value) {
        try {
            MethodType signature = MethodType.methodType(void.class, Column.class, WireBuffer.class, value);
            return new ScalarType(type, MethodHandles.lookup().findStatic(writers, method, signature));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(writers.getName() + "." + method, e);
        }
    }

    /**
     * Returns the scalar for a Java type. Subtypes of supported types are supported: enums, buffers, character
     * sequences.
     *
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
     * @return null if the type is no array of primitives, or is bytes or characters
     */
    public static @Nullable ScalarType ofArray(Class<?> type) {
        return ARRAYS.get(type);
    }
}
