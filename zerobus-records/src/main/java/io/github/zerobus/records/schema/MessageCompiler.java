package io.github.zerobus.records.schema;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import io.github.zerobus.records.encoding.Column;
import io.github.zerobus.records.encoding.ElementWriter;
import io.github.zerobus.records.encoding.ScalarType;
import io.github.zerobus.records.encoding.WriterHandles;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes the fields of one message. */
final class MessageCompiler {

    private static final Set<FieldDescriptorProto.Type> KEYS = EnumSet.of(
            FieldDescriptorProto.Type.TYPE_INT32,
            FieldDescriptorProto.Type.TYPE_INT64,
            FieldDescriptorProto.Type.TYPE_BOOL,
            FieldDescriptorProto.Type.TYPE_STRING);

    private final SchemaCompiler schema;
    private final DescriptorProto.Builder message;
    private final String fullName;
    private final String path;
    private final Set<String> entries = new HashSet<>();

    /** @param path of the message in the outermost one, which has none */
    MessageCompiler(SchemaCompiler schema, DescriptorProto.Builder message, String fullName, String path) {
        this.schema = schema;
        this.message = message;
        this.fullName = fullName;
        this.path = path;
    }

    MethodHandle compile(Class<?> type) {
        schema.open(type, path);
        List<Property> properties = Property.of(type);
        if (properties.isEmpty()) {
            throw schema.unsupported()
                    .at(path, type, "without components, or fields with public getters", "add one, or leave it out");
        }
        List<String> columns = schema.columns(properties, path);
        List<MethodHandle> writers = new ArrayList<>();
        for (int i = 0; i < properties.size(); i++) {
            Property property = properties.get(i);
            String here = path.isEmpty() ? property.name() : path + "." + property.name();
            MethodHandle writer = writer(new Field(property, columns.get(i), i + 1, here));
            writers.add(WriterHandles.property(writer, property.handle()));
        }
        schema.close();
        return WriterHandles.fields(writers);
    }

    /** @param path of the property in the outermost class */
    private record Field(Property property, String column, int number, String path) {

        Column column(Value value, boolean required) {
            return value.column(property.name(), number, required);
        }
    }

    private void declare(Field field, Value value, Label label) {
        message.addField(value.declare(field.column(), field.number(), label));
    }

    /** Declares a field and makes the writer of its value, {@code (WireBuffer, T)void}. */
    private MethodHandle writer(Field field) {
        DeclaredType declared = declared(field.property().type(), field.path());
        ScalarType array = ScalarType.ofArray(declared.raw());
        if (array != null) {
            Value value = new Value(declared.raw(), array.type(), "", array.writer());
            declare(field, value, Label.LABEL_REPEATED);
            return value.writer(field.column(value, field.property().required()));
        }
        if (declared.isList()) {
            return list(field, declared);
        }
        return declared.isMap() ? map(field, declared) : single(field, declared);
    }

    private MethodHandle single(Field field, DeclaredType declared) {
        boolean optional = declared.isOptional();
        boolean required = field.property().required() && !optional;
        Value value = optional ? argument(declared, 0, field.path()) : schema.value(declared, field.path());
        declare(field, value, required ? Label.LABEL_REQUIRED : Label.LABEL_OPTIONAL);
        Column column = field.column(value, required);
        return optional ? WriterHandles.optional(value.element(column)) : value.writer(column);
    }

    private MethodHandle list(Field field, DeclaredType declared) {
        Value value = argument(declared, 0, field.path() + "[]");
        declare(field, value, Label.LABEL_REPEATED);
        ElementWriter element = value.element(value.column("", field.number(), true));
        Column column = field.column(value, field.property().required());
        return declared.raw().isArray() ? WriterHandles.array(element, column) : WriterHandles.list(element, column);
    }

    private MethodHandle map(Field field, DeclaredType declared) {
        Value key = argument(declared, 0, field.path() + ".key");
        Value value = argument(declared, 1, field.path() + ".value");
        if (!KEYS.contains(key.type())) {
            throw schema.unsupported()
                    .at(field.path() + ".key", key.javaType(), "no key for a protobuf map", "use text or an integer");
        }
        Value entry = new Value(
                declared.raw(), FieldDescriptorProto.Type.TYPE_MESSAGE, entryType(field, key, value), key.writer());
        declare(field, entry, Label.LABEL_REPEATED);
        return WriterHandles.map(
                key.element(key.column("key", 1, true)),
                value.element(value.column("value", 2, true)),
                field.column(entry, field.property().required()));
    }

    /** Declares the message that an entry is, as protoc would, and returns its full name. */
    private String entryType(Field field, Value key, Value value) {
        String name = TypeNames.entry(field.column());
        if (!entries.add(name)) {
            throw schema.unsupported()
                    .refuse(field.path() + " needs a type " + name + ", as another map does", "rename it");
        }
        message.addNestedType(DescriptorProto.newBuilder()
                .setName(name)
                .setOptions(MessageOptions.newBuilder().setMapEntry(true))
                .addField(key.declare("key", 1, Label.LABEL_OPTIONAL))
                .addField(value.declare("value", 2, Label.LABEL_OPTIONAL)));
        return fullName + "." + name;
    }

    private Value argument(DeclaredType container, int index, String here) {
        return schema.value(declared(container.argument(index), here), here);
    }

    private DeclaredType declared(Type type, String here) {
        DeclaredType declared = DeclaredType.of(type);
        if (declared == null) {
            throw schema.unsupported().at(here, type, "generic", "declare a type without variables");
        }
        return declared;
    }
}
