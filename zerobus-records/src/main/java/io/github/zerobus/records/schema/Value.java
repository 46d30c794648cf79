package io.github.zerobus.records.schema;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import io.github.zerobus.records.encoding.Column;
import io.github.zerobus.records.encoding.ElementWriter;
import io.github.zerobus.records.encoding.WriterHandles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * How one value of a Java type is declared and written, wherever it stands.
 *
 * @param javaType as declared
 * @param typeName of a message, else empty
 * @param writer {@code (Column, WireBuffer, T)void}
 */
record Value(Class<?> javaType, FieldDescriptorProto.Type type, String typeName, MethodHandle writer) {

    FieldDescriptorProto declare(String name, int number, Label label) {
        FieldDescriptorProto.Builder field = FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setLabel(label)
                .setType(type);
        return typeName.isEmpty() ? field.build() : field.setTypeName(typeName).build();
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

    /** The writer for a column, {@code (WireBuffer, T)void}. */
    MethodHandle writer(Column column) {
        return MethodHandles.insertArguments(writer, 0, column);
    }

    /** The same for objects that come without a static type. */
    ElementWriter element(Column column) {
        return new ElementWriter(javaType, column, writer(column).asType(WriterHandles.UNTYPED));
    }
}
