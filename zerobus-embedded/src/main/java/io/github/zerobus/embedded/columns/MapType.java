package io.github.zerobus.embedded.columns;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** MAP: a JSON object, whose names are the keys, or a map of protobuf. */
final class MapType extends ColumnType {

    private final ScalarType keyType;
    private final ColumnType valueType;

    MapType(ScalarType keyType, ColumnType valueType) {
        this.keyType = keyType;
        this.valueType = valueType;
    }

    @Override
    Map<Object, @Nullable Object> read(JsonReader json) throws IOException {
        JsonToken token = json.peek();
        if (token != JsonToken.BEGIN_OBJECT) {
            throw wrongForm(token, "an object");
        }
        Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
        json.beginObject();
        while (json.hasNext()) {
            String key = json.nextName();
            try {
                entries.put(requireKey(keyType.parse(key)), readValue(json));
            } catch (SchemaMismatch e) {
                throw e.in(key);
            }
        }
        json.endObject();
        return Collections.unmodifiableMap(entries);
    }

    private @Nullable Object readValue(JsonReader json) throws IOException {
        if (json.peek() == JsonToken.NULL) {
            json.nextNull();
            return null;
        }
        return valueType.read(json);
    }

    @Override
    Map<Object, @Nullable Object> convert(Object value) {
        Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
        for (Object entry : (List<?>) value) {
            Message pair = (Message) entry;
            Object key = pair.getField(entryField(pair.getDescriptorForType().getFields(), 1));
            Object content =
                    pair.getField(entryField(pair.getDescriptorForType().getFields(), 2));
            try {
                entries.put(requireKey(keyType.convert(key)), valueType.convert(content));
            } catch (SchemaMismatch e) {
                throw e.in(String.valueOf(key));
            }
        }
        return Collections.unmodifiableMap(entries);
    }

    private static Object requireKey(@Nullable Object key) {
        return Objects.requireNonNull(key);
    }

    @Override
    void match(FieldDescriptor field, boolean element, String path, SchemaMismatch.Collector mismatches) {
        if (element || !field.isMapField()) {
            wrongField(field, element, path, "a map field", mismatches);
            return;
        }
        List<FieldDescriptor> pair = field.getMessageType().getFields();
        keyType.match(entryField(pair, 1), false, path + ".key", mismatches);
        valueType.match(entryField(pair, 2), false, path + ".value", mismatches);
    }

    /** The key of an entry has the number 1, its value the number 2. */
    private static FieldDescriptor entryField(List<FieldDescriptor> fields, int number) {
        return fields.stream()
                .filter(field -> field.getNumber() == number)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String toString() {
        return "MAP<" + keyType + ", " + valueType + ">";
    }
}
