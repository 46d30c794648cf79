package io.github.zerobus.records.schema;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import io.github.zerobus.records.encoding.Column;
import io.github.zerobus.records.encoding.ElementWriter;
import io.github.zerobus.records.encoding.ScalarType;
import io.github.zerobus.records.encoding.WriterFactory;
import io.github.zerobus.records.table.ColumnTypes;
import io.github.zerobus.records.table.TableColumn;
import io.github.zerobus.records.table.TableColumn.Struct;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.List;

/**
 * How values of a Java type are declared and written, as a field of their own or as elements of a container.
 *
 * @param javaType declared type of the values
 * @param type in protobuf
 * @param messageName full name of the message type; empty for scalars
 * @param columnType type of the column
 * @param writer of a value, {@code (Column, WireBuffer, T)void}
 */
record ValueType(
        Class<?> javaType,
        FieldDescriptorProto.Type type,
        String messageName,
        TableColumn.DataType columnType,
        MethodHandle writer) {

    static ValueType scalar(Class<?> javaType, ScalarType scalar) {
        return new ValueType(javaType, scalar.type(), "", ColumnTypes.parse(scalar.column()), scalar.writer());
    }

    static ValueType message(Class<?> javaType, String messageName, List<TableColumn> fields, MethodHandle writer) {
        return new ValueType(javaType, FieldDescriptorProto.Type.TYPE_MESSAGE, messageName, new Struct(fields), writer);
    }

    /** Returns the declaration of a field that contains such values. */
    FieldDescriptorProto declare(String name, int number, Label label) {
        FieldDescriptorProto.Builder field = FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setLabel(label)
                .setType(type);
        return messageName.isEmpty()
                ? field.build()
                : field.setTypeName(messageName).build();
    }

    Column column(String name, int number, boolean required) {
        return new Column(name, number << 3 | wireType(), required);
    }

    private int wireType() {
        return switch (type) {
            case TYPE_INT32, TYPE_INT64, TYPE_BOOL -> 0;
            case TYPE_DOUBLE -> 1;
            case TYPE_FLOAT -> 5;
            default -> 2;
        };
    }

    /** Returns the writer for a column, {@code (WireBuffer, T)void}. */
    MethodHandle writer(Column column) {
        return MethodHandles.insertArguments(writer, 0, column);
    }

    /** Returns the writer for objects in a container, whose static type is erased. */
    ElementWriter elementWriter(Column column) {
        return new ElementWriter(javaType, column, writer(column).asType(WriterFactory.UNTYPED));
    }
}
