package io.github.zerobus.records.schema;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import io.github.zerobus.records.encoding.Column;
import io.github.zerobus.records.encoding.ElementWriter;
import io.github.zerobus.records.encoding.ScalarType;
import io.github.zerobus.records.encoding.ScalarTypes;
import io.github.zerobus.records.encoding.WriterFactory;
import io.github.zerobus.records.table.TableColumn;
import io.github.zerobus.records.table.TableColumn.ListType;
import io.github.zerobus.records.table.TableColumn.MapType;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Declares the fields of one message and creates their writers. */
final class MessageCompiler {

    private static final Set<FieldDescriptorProto.Type> KEYS = EnumSet.of(
            FieldDescriptorProto.Type.TYPE_INT32,
            FieldDescriptorProto.Type.TYPE_INT64,
            FieldDescriptorProto.Type.TYPE_BOOL,
            FieldDescriptorProto.Type.TYPE_STRING);

    private final ValueTypeLookup valueTypes;
    private final SchemaErrors errors;
    private final DescriptorProto.Builder message;
    private final String fullName;
    private final String path;
    private final Set<String> entryTypes = new HashSet<>();
    private final List<TableColumn> tableColumns = new ArrayList<>();

    /**
     * Creates a compiler.
     *
     * @param message declaration to which fields are added
     * @param fullName of the message
     * @param path of the message in the outermost one; empty for the outermost one
     */
    MessageCompiler(
            ValueTypeLookup valueTypes,
            SchemaErrors errors,
            DescriptorProto.Builder message,
            String fullName,
            String path) {
        this.valueTypes = valueTypes;
        this.errors = errors;
        this.message = message;
        this.fullName = fullName;
        this.path = path;
    }

    /**
     * Declares all fields.
     *
     * @param columns names of the fields, in the order of the properties
     * @return the columns and the writer of all fields
     */
    MessageFields compile(List<Property> properties, List<String> columns) {
        List<MethodHandle> writers = new ArrayList<>();
        for (int i = 0; i < properties.size(); i++) {
            Property property = properties.get(i);
            String here = path.isEmpty() ? property.name() : path + "." + property.name();
            MethodHandle writer = compile(new Field(property, columns.get(i), i + 1, here));
            writers.add(WriterFactory.property(writer, property.handle()));
        }
        return new MessageFields(tableColumns, WriterFactory.fields(writers));
    }

    /**
     * A field of the message.
     *
     * @param column name of the field
     * @param path of the property in the outermost class
     */
    private record Field(Property property, String column, int number, String path) {

        Column column(ValueType type, boolean required) {
            return type.column(property.name(), number, required);
        }
    }

    private void declare(Field field, ValueType type, TableColumn.DataType columnType, Label label) {
        message.addField(type.declare(field.column(), field.number(), label));
        // An empty collection is not written, so that its column cannot be required.
        tableColumns.add(new TableColumn(field.column(), columnType, label == Label.LABEL_REQUIRED));
    }

    /** Declares a field and returns the writer of its value, {@code (WireBuffer, T)void}. */
    private MethodHandle compile(Field field) {
        DeclaredType declared = declaredType(field.property().type(), field.path());
        ScalarType array = ScalarTypes.ofArray(declared.raw());
        if (array != null) {
            ValueType type = ValueType.scalar(declared.raw(), array);
            declare(field, type, type.columnType(), Label.LABEL_REPEATED);
            return type.writer(field.column(type, field.property().required()));
        }
        if (declared.isList()) {
            return list(field, declared);
        }
        return declared.isMap() ? map(field, declared) : single(field, declared);
    }

    private MethodHandle single(Field field, DeclaredType declared) {
        boolean optional = declared.isOptional();
        boolean required = field.property().required() && !optional && !declared.isOptionalNumber();
        ValueType type = optional ? argument(declared, 0, field.path()) : valueTypes.find(declared, field.path());
        declare(field, type, type.columnType(), required ? Label.LABEL_REQUIRED : Label.LABEL_OPTIONAL);
        Column column = field.column(type, required);
        return optional ? WriterFactory.optional(type.elementWriter(column)) : type.writer(column);
    }

    private MethodHandle list(Field field, DeclaredType declared) {
        ValueType type = argument(declared, 0, field.path() + "[]");
        declare(field, type, new ListType(type.columnType()), Label.LABEL_REPEATED);
        ElementWriter element = type.elementWriter(type.column("", field.number(), true));
        Column column = field.column(type, field.property().required());
        return declared.raw().isArray() ? WriterFactory.array(element, column) : WriterFactory.list(element, column);
    }

    private MethodHandle map(Field field, DeclaredType declared) {
        ValueType key = argument(declared, 0, field.path() + ".key");
        ValueType value = argument(declared, 1, field.path() + ".value");
        if (!KEYS.contains(key.type())) {
            throw errors.type(
                    field.path() + ".key",
                    key.javaType(),
                    "cannot be the key of a protobuf map",
                    "use text, an integer or a boolean");
        }
        ValueType entry =
                ValueType.message(declared.raw(), declareEntryType(field, key, value), List.of(), key.writer());
        declare(field, entry, new MapType(key.columnType(), value.columnType()), Label.LABEL_REPEATED);
        return WriterFactory.map(
                key.elementWriter(key.column("key", 1, true)),
                value.elementWriter(value.column("value", 2, true)),
                field.column(entry, field.property().required()));
    }

    /** Declares the message type of the entries of a map as protoc does, and returns its full name. */
    private String declareEntryType(Field field, ValueType key, ValueType value) {
        String name = TypeNames.entry(field.column());
        if (!entryTypes.add(name)) {
            throw errors.schema(
                    field.path() + " needs a message type " + name + ", which another map needs too", "rename it");
        }
        message.addNestedType(DescriptorProto.newBuilder()
                .setName(name)
                .setOptions(MessageOptions.newBuilder().setMapEntry(true))
                .addField(key.declare("key", 1, Label.LABEL_OPTIONAL))
                .addField(value.declare("value", 2, Label.LABEL_OPTIONAL)));
        return fullName + "." + name;
    }

    private ValueType argument(DeclaredType container, int index, String here) {
        return valueTypes.find(declaredType(container.argument(index), here), here);
    }

    private DeclaredType declaredType(Type type, String here) {
        DeclaredType declared = DeclaredType.of(type);
        if (declared == null) {
            throw errors.type(here, type, "is generic", "declare a type without type variables");
        }
        return declared;
    }
}
