package io.github.zerobus.records.table;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import io.github.zerobus.records.table.TableColumn.DataType;
import io.github.zerobus.records.table.TableColumn.Decimal;
import io.github.zerobus.records.table.TableColumn.ListType;
import io.github.zerobus.records.table.TableColumn.MapType;
import io.github.zerobus.records.table.TableColumn.Struct;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Declares the fields of one message for columns. */
final class MessageOfColumns {

    private static final Map<String, FieldDescriptorProto.Type> SCALARS = Map.ofEntries(
            Map.entry("TINYINT", FieldDescriptorProto.Type.TYPE_INT32),
            Map.entry("SMALLINT", FieldDescriptorProto.Type.TYPE_INT32),
            Map.entry("INT", FieldDescriptorProto.Type.TYPE_INT32),
            Map.entry("DATE", FieldDescriptorProto.Type.TYPE_INT32),
            Map.entry("BIGINT", FieldDescriptorProto.Type.TYPE_INT64),
            Map.entry("TIMESTAMP", FieldDescriptorProto.Type.TYPE_INT64),
            Map.entry("TIMESTAMP_NTZ", FieldDescriptorProto.Type.TYPE_INT64),
            Map.entry("FLOAT", FieldDescriptorProto.Type.TYPE_FLOAT),
            Map.entry("DOUBLE", FieldDescriptorProto.Type.TYPE_DOUBLE),
            Map.entry("BOOLEAN", FieldDescriptorProto.Type.TYPE_BOOL),
            Map.entry("STRING", FieldDescriptorProto.Type.TYPE_STRING),
            Map.entry("VARIANT", FieldDescriptorProto.Type.TYPE_STRING),
            Map.entry("BINARY", FieldDescriptorProto.Type.TYPE_BYTES));

    private final DescriptorProto.Builder message;
    private final String fullName;
    private final List<String> omitted = new ArrayList<>();

    /** @param fullName of the message, with a dot before it */
    MessageOfColumns(DescriptorProto.Builder message, String fullName) {
        this.message = message;
        this.fullName = fullName;
    }

    /** Returns the columns that cannot be fields. */
    List<String> omitted() {
        return omitted;
    }

    /** @throws IllegalArgumentException if a column with NOT NULL cannot be a field */
    void add(TableColumn column, int number) {
        try {
            declare(column, number);
        } catch (IllegalArgumentException e) {
            if (column.required()) {
                throw new IllegalArgumentException("column " + column.name() + " of type "
                        + column.type().sql() + ", which is NOT NULL, " + e.getMessage());
            }
            omitted.add(column.name());
        }
    }

    private void declare(TableColumn column, int number) {
        if (!column.name().matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new IllegalArgumentException("has a name that no protobuf field can have");
        }
        DataType type = column.type();
        FieldDescriptorProto.Builder field =
                FieldDescriptorProto.newBuilder().setName(column.name()).setNumber(number);
        if (type instanceof ListType list) {
            setType(field.setLabel(Label.LABEL_REPEATED), list.element());
        } else if (type instanceof MapType map) {
            field.setLabel(Label.LABEL_REPEATED)
                    .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
                    .setTypeName(entry(column.name(), map));
        } else {
            setType(field.setLabel(column.required() ? Label.LABEL_REQUIRED : Label.LABEL_OPTIONAL), type);
        }
        message.addField(field);
    }

    private void setType(FieldDescriptorProto.Builder field, DataType type) {
        if (type instanceof Struct struct) {
            field.setType(FieldDescriptorProto.Type.TYPE_MESSAGE).setTypeName(nested(field.getName(), struct));
            return;
        }
        FieldDescriptorProto.Type scalar =
                type instanceof Decimal ? FieldDescriptorProto.Type.TYPE_STRING : SCALARS.get(TypeMatch.name(type));
        if (scalar == null) {
            throw new IllegalArgumentException("cannot be a protobuf field");
        }
        field.setType(scalar);
    }

    /** The suffix keeps names of types apart from those of fields and of the entries of maps. */
    private String nested(String column, Struct struct) {
        String name = column + "__struct";
        DescriptorProto.Builder nested = DescriptorProto.newBuilder().setName(name);
        MessageOfColumns fields = new MessageOfColumns(nested, fullName + "." + name);
        for (int i = 0; i < struct.fields().size(); i++) {
            fields.declare(struct.fields().get(i), i + 1);
        }
        message.addNestedType(nested);
        return fullName + "." + name;
    }

    private String entry(String column, MapType map) {
        String key = TypeMatch.name(map.key());
        if (!List.of("STRING", "INT", "BIGINT", "BOOLEAN", "SMALLINT", "TINYINT")
                .contains(key)) {
            throw new IllegalArgumentException("has keys that no protobuf map can have");
        }
        String name = camelCase(column) + "Entry";
        DescriptorProto.Builder entry = DescriptorProto.newBuilder()
                .setName(name)
                .setOptions(MessageOptions.newBuilder().setMapEntry(true));
        MessageOfColumns fields = new MessageOfColumns(entry, fullName + "." + name);
        fields.declare(new TableColumn("key", map.key(), false), 1);
        FieldDescriptorProto.Builder value =
                FieldDescriptorProto.newBuilder().setName("value").setNumber(2).setLabel(Label.LABEL_OPTIONAL);
        if (map.value() instanceof Struct struct) {
            value.setType(FieldDescriptorProto.Type.TYPE_MESSAGE).setTypeName(nested(column, struct));
        } else {
            fields.setType(value, map.value());
        }
        message.addNestedType(entry.addField(value));
        return fullName + "." + name;
    }

    /** As protobuf requires for the entries of a map. */
    private static String camelCase(String column) {
        StringBuilder name = new StringBuilder();
        for (String part : column.split("_", -1)) {
            name.append(part.isEmpty() ? "" : part.substring(0, 1).toUpperCase(Locale.ROOT))
                    .append(part.isEmpty() ? "" : part.substring(1));
        }
        return name.toString();
    }
}
