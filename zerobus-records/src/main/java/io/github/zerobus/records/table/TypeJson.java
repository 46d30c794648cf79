package io.github.zerobus.records.table;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.zerobus.records.table.TableColumn.DataType;
import io.github.zerobus.records.table.TableColumn.ListType;
import io.github.zerobus.records.table.TableColumn.MapType;
import io.github.zerobus.records.table.TableColumn.Struct;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads types in the JSON form of Spark: a name, or an object with the attribute {@code type}. */
final class TypeJson {

    private static final int MAX_DEPTH = 64;

    private TypeJson() {}

    /**
     * Reads a type, or a whole column.
     *
     * @throws IllegalArgumentException if the element is no type
     */
    static DataType parse(JsonElement element) {
        // A column has the attribute name beside its type; a type has not.
        return element instanceof JsonObject object && object.has("name")
                ? type(object.get("type"), 0)
                : type(element, 0);
    }

    private static DataType type(@Nullable JsonElement element, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("the type is nested more than " + MAX_DEPTH + " levels deep");
        }
        if (element instanceof JsonPrimitive text && text.isString()) {
            return ColumnTypes.parse(text.getAsString());
        }
        if (!(element instanceof JsonObject object)) {
            throw new IllegalArgumentException("the type is neither a name nor an object");
        }
        String kind = object.get("type") instanceof JsonPrimitive text ? text.getAsString() : "";
        return switch (kind) {
            case "array" -> new ListType(type(object.get("elementType"), depth + 1));
            case "map" -> new MapType(type(object.get("keyType"), depth + 1), type(object.get("valueType"), depth + 1));
            case "struct" -> struct(object.get("fields"), depth + 1);
            default -> throw new IllegalArgumentException("the type has another form");
        };
    }

    private static Struct struct(@Nullable JsonElement fields, int depth) {
        if (!(fields instanceof JsonArray array)) {
            throw new IllegalArgumentException("a struct has no fields");
        }
        List<TableColumn> columns = new ArrayList<>();
        for (JsonElement element : array) {
            if (!(element instanceof JsonObject field) || !(field.get("name") instanceof JsonPrimitive name)) {
                throw new IllegalArgumentException("a struct has a field without a name");
            }
            boolean required = field.get("nullable") instanceof JsonPrimitive nullable
                    && nullable.isBoolean()
                    && !nullable.getAsBoolean();
            columns.add(new TableColumn(name.getAsString(), type(field.get("type"), depth), required));
        }
        return new Struct(columns);
    }
}
