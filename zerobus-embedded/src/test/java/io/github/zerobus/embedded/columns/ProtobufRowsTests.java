package io.github.zerobus.embedded.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.UnknownFieldSet;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of protobuf records in columns of each type, and descriptors that do not fit. */
class ProtobufRowsTests {

    private static final DescriptorProto NESTED = DescriptorProto.newBuilder()
            .setName("Nested")
            .addField(field("b", FieldDescriptorProto.Type.TYPE_INT32, 1))
            .build();
    private static final DescriptorProto ENTRY = DescriptorProto.newBuilder()
            .setName("CEntry")
            .setOptions(MessageOptions.newBuilder().setMapEntry(true))
            .addField(field("key", FieldDescriptorProto.Type.TYPE_STRING, 1))
            .addField(field("value", FieldDescriptorProto.Type.TYPE_INT32, 2))
            .build();

    private static FieldDescriptorProto.Builder field(String name, FieldDescriptorProto.Type type, int number) {
        FieldDescriptorProto.Builder field = FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(Label.LABEL_OPTIONAL);
        return type == FieldDescriptorProto.Type.TYPE_MESSAGE ? field.setTypeName("Nested") : field;
    }

    private static Descriptor message(FieldDescriptorProto.Builder... fields) {
        DescriptorProto.Builder row = DescriptorProto.newBuilder()
                .setName("Row")
                .addNestedType(NESTED)
                .addNestedType(ENTRY);
        Stream.of(fields).forEach(row::addField);
        try {
            return FileDescriptor.buildFrom(
                            FileDescriptorProto.newBuilder()
                                    .setName("row.proto")
                                    .addMessageType(row)
                                    .build(),
                            new FileDescriptor[0])
                    .getMessageTypes()
                    .get(0);
        } catch (DescriptorValidationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static FieldDescriptorProto.Builder map() {
        return field("c", FieldDescriptorProto.Type.TYPE_MESSAGE, 1)
                .setTypeName("CEntry")
                .setLabel(Label.LABEL_REPEATED);
    }

    private static RowReader reader(String columns, Descriptor descriptor) {
        return TableDefinitions.columns("a.b.c", columns).protobuf(descriptor);
    }

    private static @Nullable Object value(String type, FieldDescriptorProto.Type field, @Nullable Object sent) {
        Descriptor descriptor = message(field("c", field, 1));
        DynamicMessage.Builder record = DynamicMessage.newBuilder(descriptor);
        if (sent != null) {
            record.setField(descriptor.findFieldByName("c"), sent);
        }
        return reader("c " + type, descriptor)
                .read(record.build().toByteString())
                .get("c");
    }

    static Stream<Arguments> values() {
        ByteString bytes = ByteString.copyFrom(new byte[] {1, -2});
        return Stream.of(
                Arguments.of("STRING", FieldDescriptorProto.Type.TYPE_STRING, "x", "x"),
                Arguments.of("VARCHAR(1)", FieldDescriptorProto.Type.TYPE_STRING, "x", "x"),
                Arguments.of("BOOLEAN", FieldDescriptorProto.Type.TYPE_BOOL, false, false),
                Arguments.of("TINYINT", FieldDescriptorProto.Type.TYPE_INT32, 127, (byte) 127),
                Arguments.of("SMALLINT", FieldDescriptorProto.Type.TYPE_SINT32, -7, (short) -7),
                Arguments.of("INT", FieldDescriptorProto.Type.TYPE_SFIXED32, 7, 7),
                Arguments.of("BIGINT", FieldDescriptorProto.Type.TYPE_INT64, Long.MIN_VALUE, Long.MIN_VALUE),
                Arguments.of("BIGINT", FieldDescriptorProto.Type.TYPE_SINT64, -1L, -1L),
                Arguments.of("FLOAT", FieldDescriptorProto.Type.TYPE_FLOAT, Float.NaN, Float.NaN),
                Arguments.of("DOUBLE", FieldDescriptorProto.Type.TYPE_DOUBLE, 0.1, 0.1),
                Arguments.of("DECIMAL(4, 2)", FieldDescriptorProto.Type.TYPE_STRING, "9.9", new BigDecimal("9.90")),
                Arguments.of("DATE", FieldDescriptorProto.Type.TYPE_INT32, -1, LocalDate.of(1969, 12, 31)),
                Arguments.of("TIMESTAMP", FieldDescriptorProto.Type.TYPE_INT64, 1L, Instant.ofEpochSecond(0, 1000)),
                Arguments.of(
                        "TIMESTAMP_NTZ", FieldDescriptorProto.Type.TYPE_INT64, 0L, LocalDateTime.of(1970, 1, 1, 0, 0)),
                Arguments.of("BINARY", FieldDescriptorProto.Type.TYPE_BYTES, bytes, bytes),
                Arguments.of(
                        "VARIANT",
                        FieldDescriptorProto.Type.TYPE_STRING,
                        "{\"a\":1.50}",
                        Map.of("a", new BigDecimal("1.5"))),
                Arguments.of("INT", FieldDescriptorProto.Type.TYPE_INT32, null, null));
    }

    @ParameterizedTest
    @MethodSource("values")
    void valueHasTheTypeOfItsColumn(
            String type, FieldDescriptorProto.Type field, @Nullable Object sent, @Nullable Object expected) {
        assertThat(value(type, field, sent)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TINYINT | TYPE_INT32 | 128 | not in the range",
                "SMALLINT | TYPE_INT32 | 40000 | not in the range",
                "DECIMAL(4, 2) | TYPE_STRING | 1.234 | more than 2 digits after",
                "DECIMAL(4, 2) | TYPE_STRING | x | not a decimal number",
                "VARCHAR(1) | TYPE_STRING | xx | longer",
                "VARIANT | TYPE_STRING | x | not a JSON document"
            })
    void valueOutOfRangeIsRefused(String type, FieldDescriptorProto.Type field, String sent, String problem) {
        Object value = field == FieldDescriptorProto.Type.TYPE_INT32 ? (Object) Integer.valueOf(sent) : sent;
        assertThatExceptionOfType(SchemaMismatch.class)
                .isThrownBy(() -> value(type, field, value))
                .withMessageStartingWith("c is " + type)
                .withMessageContaining(problem)
                .satisfies(mismatch -> assertThat(mismatch.causes()).isEqualTo("TYPE_INCOMPATIBLE"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "STRING | TYPE_BYTES | c is STRING: the type of the field is bytes; declare string",
                "BOOLEAN | TYPE_INT32 | declare bool",
                "INT | TYPE_INT64 | declare int32",
                "INT | TYPE_UINT32 | declare int32",
                "BIGINT | TYPE_INT32 | declare int64",
                "FLOAT | TYPE_DOUBLE | declare float",
                "DOUBLE | TYPE_FLOAT | declare double",
                "DECIMAL(4, 2) | TYPE_DOUBLE | declare string",
                "DATE | TYPE_STRING | declare int32",
                "TIMESTAMP | TYPE_STRING | declare int64",
                "TIMESTAMP | TYPE_MESSAGE | declare int64",
                "BINARY | TYPE_STRING | declare bytes",
                "VARIANT | TYPE_MESSAGE | declare string",
                "STRUCT<b: INT> | TYPE_STRING | declare a nested message",
                "STRUCT<b: STRING> | TYPE_MESSAGE | c.b is STRING",
                "ARRAY<INT> | TYPE_INT32 | declare a repeated field",
                "MAP<STRING, INT> | TYPE_MESSAGE | declare a map field"
            })
    void fieldOfAnotherTypeIsRefused(String type, FieldDescriptorProto.Type field, String problem) {
        assertMismatch("c " + type, message(field("c", field, 1)), "TYPE_INCOMPATIBLE", problem);
    }

    private static void assertMismatch(String columns, Descriptor descriptor, String causes, String problem) {
        assertThatExceptionOfType(SchemaMismatch.class)
                .isThrownBy(() -> reader(columns, descriptor))
                .withMessageContaining(problem)
                .satisfies(mismatch -> assertThat(mismatch.causes()).isEqualTo(causes));
    }

    @Test
    void descriptorMustHaveTheColumns() {
        Descriptor descriptor = message(
                field("a", FieldDescriptorProto.Type.TYPE_INT32, 1),
                field("C", FieldDescriptorProto.Type.TYPE_INT32, 2));

        assertMismatch("c INT", descriptor, "FIELD_NOT_IN_TABLE", "a is not a column of the table; C is not a column");
        assertMismatch("c INT", descriptor, "FIELD_NOT_IN_TABLE", "its name is c");
        assertMismatch(
                "a STRING, C INT, d INT NOT NULL",
                descriptor,
                "MISSING_REQUIRED_COLUMN,TYPE_INCOMPATIBLE",
                "d is NOT NULL; the descriptor has no field for it");
        assertMismatch(
                "a INT, C INT, s STRUCT<x: INT>  NOT NULL", descriptor, "MISSING_REQUIRED_COLUMN", "s is NOT NULL");
    }

    @Test
    void orderAndNumbersOfFieldsDoNotMatter() {
        Descriptor descriptor = message(
                field("b", FieldDescriptorProto.Type.TYPE_INT32, 9),
                field("a", FieldDescriptorProto.Type.TYPE_INT32, 4));
        DynamicMessage record = DynamicMessage.newBuilder(descriptor)
                .setField(descriptor.findFieldByName("a"), 1)
                .build();

        assertThat(reader("a INT NOT NULL, b INT, c STRING", descriptor).read(record.toByteString()))
                .hasToString("{a=1, b=null, c=null}");
    }

    @Test
    void manyMismatchesAreTruncated() {
        FieldDescriptorProto.Builder[] fields = Stream.iterate(1, i -> i + 1)
                .limit(1_000)
                .map(i -> field("f" + i, FieldDescriptorProto.Type.TYPE_INT32, i))
                .toArray(FieldDescriptorProto.Builder[]::new);

        assertMismatch("c INT", message(fields), "FIELD_NOT_IN_TABLE", "f5 is not a column of the table; and 995 more");
    }

    @Test
    void requiredColumnMustHaveAValue() {
        Descriptor descriptor = message(field("c", FieldDescriptorProto.Type.TYPE_INT32, 1));

        assertThatExceptionOfType(SchemaMismatch.class)
                .isThrownBy(() -> reader("c INT NOT NULL", descriptor).read(ByteString.EMPTY))
                .withMessageContaining("c is NOT NULL")
                .satisfies(mismatch -> assertThat(mismatch.causes()).isEqualTo("MISSING_REQUIRED_COLUMN"));
    }

    @Test
    void fieldThatTheDescriptorDoesNotDeclareIsRefused() {
        Descriptor descriptor = message(field("c", FieldDescriptorProto.Type.TYPE_INT32, 1));
        ByteString record = UnknownFieldSet.newBuilder()
                .addField(7, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                .build()
                .toByteString();

        assertThatExceptionOfType(SchemaMismatch.class)
                .isThrownBy(() -> reader("c INT", descriptor).read(record))
                .withMessageContaining("field 7");
    }

    @Test
    void containersAreRead() {
        Descriptor descriptor = message(
                map(),
                field("l", FieldDescriptorProto.Type.TYPE_INT32, 2).setLabel(Label.LABEL_REPEATED),
                field("s", FieldDescriptorProto.Type.TYPE_MESSAGE, 3),
                field("t", FieldDescriptorProto.Type.TYPE_MESSAGE, 4).setLabel(Label.LABEL_REPEATED));
        Descriptor nested = descriptor.findNestedTypeByName("Nested");
        Descriptor entry = descriptor.findNestedTypeByName("CEntry");
        DynamicMessage inner = DynamicMessage.newBuilder(nested)
                .setField(nested.findFieldByName("b"), 5)
                .build();
        DynamicMessage pair = DynamicMessage.newBuilder(entry)
                .setField(entry.findFieldByName("key"), "k")
                .setField(entry.findFieldByName("value"), 6)
                .build();
        DynamicMessage record = DynamicMessage.newBuilder(descriptor)
                .addRepeatedField(descriptor.findFieldByName("c"), pair)
                .addRepeatedField(descriptor.findFieldByName("l"), 1)
                .setField(descriptor.findFieldByName("s"), inner)
                .addRepeatedField(descriptor.findFieldByName("t"), DynamicMessage.getDefaultInstance(nested))
                .build();
        String columns = "c MAP<STRING, INT>, l ARRAY<INT> NOT NULL, s STRUCT<b: INT>, t ARRAY<STRUCT<b: INT>>";

        RowReader reader = reader(columns, descriptor);

        assertThat(reader.read(record.toByteString())).hasToString("{c={k=6}, l=[1], s={b=5}, t=[{b=null}]}");
        assertThat(reader.read(ByteString.EMPTY)).hasToString("{c={}, l=[], s=null, t=[]}");
        assertMismatch(
                "c MAP<INT, STRING>, l ARRAY<ARRAY<INT>>, s STRUCT<b: INT>, t ARRAY<INT>",
                descriptor,
                "TYPE_INCOMPATIBLE",
                "c.key is INT");
        assertMismatch("c ARRAY<INT>, l INT, s INT, t STRUCT<b: INT>", descriptor, "TYPE_INCOMPATIBLE", "l is INT");
    }

    @Test
    void equalDescriptorsShareOneReader() {
        TableColumns columns = TableDefinitions.columns("a.b.c", "c INT");

        assertThat(columns.protobuf(message(field("c", FieldDescriptorProto.Type.TYPE_INT32, 1))))
                .isSameAs(columns.protobuf(message(field("c", FieldDescriptorProto.Type.TYPE_INT32, 1))))
                .isNotSameAs(columns.protobuf(message(field("c", FieldDescriptorProto.Type.TYPE_INT32, 2))));
        assertThat(List.of(columns.json().memory())).containsExactly(0L);
    }
}
