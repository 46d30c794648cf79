package io.github.zerobus.embedded.columns;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.github.zerobus.embedded.columns.SchemaMismatch.Cause;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** STRUCT, and the row of a table. A value has all columns in their order; those without a value are null. */
final class StructType extends ColumnType {

    private final Map<String, Column> columns = new LinkedHashMap<>();

    /** @param columns columns with different names */
    StructType(List<Column> columns) {
        columns.forEach(column -> this.columns.put(column.name(), column));
    }

    @Override
    Map<String, @Nullable Object> read(JsonReader json) throws IOException {
        JsonToken token = json.peek();
        if (token != JsonToken.BEGIN_OBJECT) {
            throw wrongForm(token, "an object");
        }
        Map<String, @Nullable Object> values = empty();
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            values.put(name, readValue(json, name));
        }
        json.endObject();
        return complete(values);
    }

    private @Nullable Object readValue(JsonReader json, String name) throws IOException {
        Column column = columns.get(name);
        if (column == null) {
            throw SchemaMismatch.notInTable(unknown(name)).in(name);
        }
        if (json.peek() == JsonToken.NULL) {
            json.nextNull();
            return null;
        }
        try {
            return column.type().read(json);
        } catch (SchemaMismatch e) {
            throw e.in(name);
        }
    }

    /** Says that a name is unknown, and names the column that differs in case only. */
    private String unknown(String name) {
        return columns.keySet().stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .map(column -> "is not a column of the table; its name is " + column)
                .orElse("is not a column of the table");
    }

    @Override
    Map<String, @Nullable Object> convert(Object value) {
        Message message = (Message) value;
        message.getUnknownFields().asMap().keySet().stream().findFirst().ifPresent(number -> {
            throw SchemaMismatch.notInTable("the record has a field or enum constant that its descriptor does not"
                    + " declare: field " + number);
        });
        Map<String, @Nullable Object> values = empty();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            // The column exists, since the descriptor matches.
            Column column = columns.get(field.getName());
            if (column != null && (field.isRepeated() || message.hasField(field))) {
                values.put(column.name(), convert(column, message.getField(field)));
            }
        }
        return complete(values);
    }

    private static @Nullable Object convert(Column column, Object value) {
        try {
            return column.type().convert(value);
        } catch (SchemaMismatch e) {
            throw e.in(column.name());
        }
    }

    private Map<String, @Nullable Object> empty() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        columns.keySet().forEach(name -> values.put(name, null));
        return values;
    }

    private Map<String, @Nullable Object> complete(Map<String, @Nullable Object> values) {
        for (Column column : columns.values()) {
            if (column.required() && values.get(column.name()) == null) {
                throw SchemaMismatch.missing().in(column.name());
            }
        }
        return Collections.unmodifiableMap(values);
    }

    @Override
    void match(FieldDescriptor field, boolean element, String path, SchemaMismatch.Collector mismatches) {
        boolean message = field.getType() == FieldDescriptor.Type.MESSAGE && !field.isMapField();
        if (!message || (field.isRepeated() && !element)) {
            wrongField(field, element, path, "a nested message", mismatches);
        } else {
            match(field.getMessageType(), path + ".", mismatches);
        }
    }

    /**
     * Compares a message with the columns. Fields and columns are assigned by name, whatever their order and numbers.
     *
     * @param prefix path of the message, with a dot at its end; empty for a row
     */
    void match(Descriptor message, String prefix, SchemaMismatch.Collector mismatches) {
        for (FieldDescriptor field : message.getFields()) {
            String path = prefix + Names.shown(field.getName());
            Column column = columns.get(field.getName());
            if (column == null) {
                mismatches.add(Cause.FIELD_NOT_IN_TABLE, path + " " + unknown(field.getName()));
            } else {
                column.type().match(field, false, path, mismatches);
            }
        }
        for (Column column : columns.values()) {
            if (column.required() && message.findFieldByName(column.name()) == null) {
                mismatches.add(
                        Cause.MISSING_REQUIRED_COLUMN,
                        prefix + column.name() + " is NOT NULL; the descriptor has no field for it");
            }
        }
    }

    /** The columns as in the parentheses of a CREATE TABLE statement. */
    String columnList() {
        return columns.values().stream().map(column -> column.text(" ")).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return columns.values().stream()
                .map(column -> column.text(": "))
                .collect(Collectors.joining(", ", "STRUCT<", ">"));
    }
}
