package io.github.zerobus.embedded.columns;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ARRAY. Its elements may be null in JSON; protobuf has no null elements. */
final class ArrayType extends ColumnType {

    private final ColumnType elementType;

    ArrayType(ColumnType elementType) {
        this.elementType = elementType;
    }

    @Override
    List<@Nullable Object> read(JsonReader json) throws IOException {
        JsonToken token = json.peek();
        if (token != JsonToken.BEGIN_ARRAY) {
            throw wrongForm(token, "an array");
        }
        List<@Nullable Object> elements = new ArrayList<>();
        json.beginArray();
        while (json.hasNext()) {
            elements.add(readElement(json, elements.size()));
        }
        json.endArray();
        return Collections.unmodifiableList(elements);
    }

    private @Nullable Object readElement(JsonReader json, int index) throws IOException {
        if (json.peek() == JsonToken.NULL) {
            json.nextNull();
            return null;
        }
        try {
            return elementType.read(json);
        } catch (SchemaMismatch e) {
            throw e.at(index);
        }
    }

    @Override
    List<@Nullable Object> convert(Object value) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (Object element : (List<?>) value) {
            try {
                elements.add(elementType.convert(element));
            } catch (SchemaMismatch e) {
                throw e.at(elements.size());
            }
        }
        return Collections.unmodifiableList(elements);
    }

    @Override
    void match(FieldDescriptor field, boolean element, String path, SchemaMismatch.Collector mismatches) {
        if (element || !field.isRepeated() || field.isMapField()) {
            wrongField(field, element, path, "a repeated field", mismatches);
        } else {
            elementType.match(field, true, path, mismatches);
        }
    }

    @Override
    public String toString() {
        return "ARRAY<" + elementType + ">";
    }
}
