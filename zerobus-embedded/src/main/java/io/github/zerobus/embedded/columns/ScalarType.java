package io.github.zerobus.embedded.columns;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A type whose values are numbers, text or booleans in JSON. Its values can be keys of a map. */
abstract class ScalarType extends ColumnType {

    private final String sql;
    private final JsonToken form;
    private final String formName;
    private final Set<FieldDescriptor.Type> fields;
    private final String fieldName;

    /**
     * @param sql the type in SQL
     * @param form the form of its values in JSON
     * @param formName what a client sends in JSON, such as {@code a number}
     * @param fields types of protobuf that hold its values
     * @param fieldName the one that the service documents
     */
    ScalarType(String sql, JsonToken form, String formName, Set<FieldDescriptor.Type> fields, String fieldName) {
        this.sql = sql;
        this.form = form;
        this.formName = formName;
        this.fields = fields;
        this.fieldName = fieldName;
    }

    /**
     * Parses a number or a text, or the name of a JSON field that is a key.
     *
     * @throws SchemaMismatch if it does not fit
     */
    abstract @Nullable Object parse(String text);

    @Override
    @Nullable
    Object read(JsonReader json) throws IOException {
        JsonToken token = json.peek();
        if (token != form) {
            throw wrongForm(token, formName);
        }
        return parse(form == JsonToken.BOOLEAN ? String.valueOf(json.nextBoolean()) : json.nextString());
    }

    @Override
    final void match(FieldDescriptor field, boolean element, String path, SchemaMismatch.Collector mismatches) {
        if (!fields.contains(field.getType()) || (field.isRepeated() && !element)) {
            wrongField(field, element, path, fieldName, mismatches);
        }
    }

    final SchemaMismatch invalid(String problem) {
        return SchemaMismatch.type("is " + sql + ": " + problem);
    }

    @Override
    public final String toString() {
        return sql;
    }
}
