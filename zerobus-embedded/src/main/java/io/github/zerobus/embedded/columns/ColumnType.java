package io.github.zerobus.embedded.columns;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The type of a column. It reads the values of both encodings as the same Java value, in the forms of
 * docs/protocol.md#6. Immutable. {@code toString} returns the type in SQL.
 */
abstract class ColumnType {

    /**
     * Reads a value that is not null.
     *
     * @param json reader of valid JSON
     * @throws SchemaMismatch if the value does not fit
     */
    abstract @Nullable Object read(JsonReader json) throws IOException;

    /**
     * Converts a value of a field that {@link #match} has accepted.
     *
     * @throws SchemaMismatch if the value does not fit
     */
    abstract @Nullable Object convert(Object value);

    /**
     * Compares the type with a field of a descriptor.
     *
     * @param element whether to compare with the elements of a repeated field
     * @param path path of the field in the record
     * @param mismatches receives what does not fit
     */
    abstract void match(FieldDescriptor field, boolean element, String path, SchemaMismatch.Collector mismatches);

    /** The mismatch of a value whose form in JSON is another one. */
    final SchemaMismatch wrongForm(JsonToken found, String expected) {
        String name = switch (found) {
            case BEGIN_ARRAY -> "an array";
            case BEGIN_OBJECT -> "an object";
            case STRING -> "text";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            default -> "null";
        };
        return SchemaMismatch.type("is " + this + ": the JSON value is " + name + "; send " + expected);
    }

    final void wrongField(
            FieldDescriptor field, boolean element, String path, String expected, SchemaMismatch.Collector mismatches) {
        String label = field.isMapField() ? "map" : field.isRepeated() && !element ? "repeated " : "";
        String type = field.isMapField() ? "" : field.getType().name().toLowerCase(java.util.Locale.ROOT);
        mismatches.add(
                SchemaMismatch.Cause.TYPE_INCOMPATIBLE,
                path + " is " + this + ": the type of the field is " + label + type + "; declare " + expected);
    }
}
