package io.github.zerobus.records.encoding;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Rows of numbers and booleans. */
final class NumberTypes {

    private NumberTypes() {}

    static void addTo(ScalarTable table) {
        addPrimitives(table);
        addNumbers(table);
        addOptionals(table);
        addDecimals(table);
    }

    private static void addPrimitives(ScalarTable table) {
        ScalarType int32 =
                ScalarType.of("INT", FieldDescriptorProto.Type.TYPE_INT32, NumberWriters.class, "int32", int.class);
        table.add(byte.class, int32);
        table.add(short.class, int32);
        table.add(int.class, int32);
        table.add(
                long.class,
                ScalarType.of(
                        "BIGINT", FieldDescriptorProto.Type.TYPE_INT64, NumberWriters.class, "int64", long.class));
        table.put(
                float.class,
                ScalarType.of(
                                "FLOAT",
                                FieldDescriptorProto.Type.TYPE_FLOAT,
                                NumberWriters.class,
                                "float32",
                                float.class)
                        .withJson(value -> FiniteNumbers.check(ScalarTable.JSON, (Float) value)));
        table.put(
                double.class,
                ScalarType.of(
                                "DOUBLE",
                                FieldDescriptorProto.Type.TYPE_DOUBLE,
                                NumberWriters.class,
                                "float64",
                                double.class)
                        .withJson(value -> FiniteNumbers.check(ScalarTable.JSON, (Double) value)));
        table.add(
                boolean.class,
                ScalarType.of(
                        "BOOLEAN", FieldDescriptorProto.Type.TYPE_BOOL, NumberWriters.class, "bool", boolean.class));
        table.add(
                char.class,
                ScalarType.of(
                        "STRING", FieldDescriptorProto.Type.TYPE_STRING, TextWriters.class, "character", char.class));
    }

    private static void addNumbers(ScalarTable table) {
        ScalarType boxed = ScalarType.of(
                "INT", FieldDescriptorProto.Type.TYPE_INT32, NumberWriters.class, "boxedInt32", Number.class);
        table.add(Byte.class, boxed);
        table.add(Short.class, boxed);
        table.add(Integer.class, boxed);
        table.add(
                Long.class,
                ScalarType.of(
                        "BIGINT", FieldDescriptorProto.Type.TYPE_INT64, NumberWriters.class, "boxedInt64", Long.class));
        table.add(
                Boolean.class,
                ScalarType.of(
                        "BOOLEAN",
                        FieldDescriptorProto.Type.TYPE_BOOL,
                        NumberWriters.class,
                        "boxedBool",
                        Boolean.class));
        addAtomics(table, boxed);
        addFloating(table);
    }

    private static void addAtomics(ScalarTable table, ScalarType int32) {
        table.add(AtomicInteger.class, int32, AtomicInteger::get);
        table.add(
                AtomicLong.class,
                ScalarType.of(
                        "BIGINT",
                        FieldDescriptorProto.Type.TYPE_INT64,
                        NumberWriters.class,
                        "boxedNumber64",
                        Number.class),
                AtomicLong::get);
        table.add(
                AtomicBoolean.class,
                ScalarType.of(
                        "BOOLEAN",
                        FieldDescriptorProto.Type.TYPE_BOOL,
                        NumberWriters.class,
                        "atomicBool",
                        AtomicBoolean.class),
                AtomicBoolean::get);
    }

    private static void addFloating(ScalarTable table) {
        table.add(
                Float.class,
                ScalarType.of(
                        "FLOAT",
                        FieldDescriptorProto.Type.TYPE_FLOAT,
                        NumberWriters.class,
                        "boxedFloat32",
                        Float.class),
                value -> FiniteNumbers.check(ScalarTable.JSON, value));
        table.add(
                Double.class,
                ScalarType.of(
                        "DOUBLE",
                        FieldDescriptorProto.Type.TYPE_DOUBLE,
                        NumberWriters.class,
                        "boxedFloat64",
                        Double.class),
                value -> FiniteNumbers.check(ScalarTable.JSON, value));
    }

    /** Mappers write them like their content, and leave out the empty ones if they leave out null. */
    private static void addOptionals(ScalarTable table) {
        table.add(
                OptionalInt.class,
                ScalarType.of(
                        "INT",
                        FieldDescriptorProto.Type.TYPE_INT32,
                        NumberWriters.class,
                        "optionalInt",
                        OptionalInt.class));
        table.add(
                OptionalLong.class,
                ScalarType.of(
                        "BIGINT",
                        FieldDescriptorProto.Type.TYPE_INT64,
                        NumberWriters.class,
                        "optionalLong",
                        OptionalLong.class));
        table.add(
                OptionalDouble.class,
                ScalarType.of(
                        "DOUBLE",
                        FieldDescriptorProto.Type.TYPE_DOUBLE,
                        NumberWriters.class,
                        "optionalDouble",
                        OptionalDouble.class));
    }

    private static void addDecimals(ScalarTable table) {
        // A decimal has 18 digits after the point unless the table says otherwise, as in Spark.
        table.add(
                BigDecimal.class,
                ScalarType.of(
                        "DECIMAL(38, 18)",
                        FieldDescriptorProto.Type.TYPE_STRING,
                        TextWriters.class,
                        "decimal",
                        BigDecimal.class),
                value -> TextWriters.decimal(ScalarTable.JSON, value));
        table.add(
                BigInteger.class,
                ScalarType.of(
                        "DECIMAL(38, 0)",
                        FieldDescriptorProto.Type.TYPE_STRING,
                        TextWriters.class,
                        "integer",
                        BigInteger.class),
                value -> TextWriters.integer(ScalarTable.JSON, value));
    }
}
