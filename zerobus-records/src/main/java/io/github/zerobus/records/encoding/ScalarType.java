package io.github.zerobus.records.encoding;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A Java type whose values are scalars: one row of the table of column types in docs/records.md, for both encodings.
 *
 * @param column type of the column
 * @param type in protobuf
 * @param writer of a value as protobuf, {@code (Column, WireBuffer, T)void}
 * @param json returns the form in JSON: a number, a boolean, text or bytes; null if every mapper writes the type in the
 *     right form
 */
public record ScalarType(
        String column,
        FieldDescriptorProto.Type type,
        MethodHandle writer,
        @Nullable Function<Object, Object> json) {

    static ScalarType of(
            String column, FieldDescriptorProto.Type type, Class<?> writers, String method, Class<?> value) {
        try {
            MethodType signature = MethodType.methodType(void.class, Column.class, WireBuffer.class, value);
            return new ScalarType(column, type, MethodHandles.lookup().findStatic(writers, method, signature), null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(writers.getName() + "." + method, e);
        }
    }

    ScalarType withJson(Function<Object, Object> form) {
        return new ScalarType(column, type, writer, form);
    }
}
