package io.github.zerobus.records.table;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.zerobus.records.table.TableColumn.Scalar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as Unity Catalog describes it.
 *
 * @param columns in the order of their positions
 * @param positions of the columns, counted from 0; empty if the catalog does not have them
 */
public record CatalogTable(TableColumns columns, List<Integer> positions) {

    /** Creates a table. */
    public CatalogTable {
        positions = List.copyOf(positions);
    }

    private record Positioned(TableColumn column, int position) {}

    /**
     * Reads the description of a table. A type that cannot be read is kept by its name.
     *
     * @param json response of the catalog
     * @return the table
     * @throws IllegalArgumentException if the text does not describe a table with columns; nothing of it is in the
     *     message
     */
    public static CatalogTable parse(String json) {
        if (!(object(json).get("columns") instanceof JsonArray array) || array.isEmpty()) {
            throw new IllegalArgumentException("the response has no columns");
        }
        List<Positioned> columns = new ArrayList<>();
        boolean positioned = true;
        for (JsonElement element : array) {
            if (!(element instanceof JsonObject column)) {
                throw new IllegalArgumentException("the response has a column that is no object");
            }
            int position = position(column);
            positioned &= position >= 0;
            columns.add(new Positioned(column(column), position));
        }
        if (positioned) {
            columns.sort(Comparator.comparingInt(Positioned::position));
        }
        return new CatalogTable(
                new TableColumns(columns.stream().map(Positioned::column).toList()),
                positioned ? columns.stream().map(Positioned::position).toList() : List.of());
    }

    private static JsonObject object(String json) {
        try {
            if (JsonParser.parseString(json) instanceof JsonObject object) {
                return object;
            }
        } catch (JsonParseException | StackOverflowError e) {
            // Dropped, since its message repeats parts of the response.
        }
        throw new IllegalArgumentException("the response is not a JSON object");
    }

    private static TableColumn column(JsonObject column) {
        String name = text(column, "name");
        if (name == null) {
            throw new IllegalArgumentException("the response has a column without a name");
        }
        // Without the attribute, a column may be null.
        boolean required = column.get("nullable") instanceof JsonPrimitive nullable
                && nullable.isBoolean()
                && !nullable.getAsBoolean();
        return new TableColumn(name, type(column), required);
    }

    /** The JSON form knows which fields of a STRUCT are required; the text is the fallback. */
    private static TableColumn.DataType type(JsonObject column) {
        String json = text(column, "type_json");
        if (json != null) {
            try {
                return TypeJson.parse(JsonParser.parseString(json));
            } catch (IllegalArgumentException | JsonParseException e) {
                // Of another version of the catalog; the text follows.
            }
        }
        String sql = text(column, "type_text");
        try {
            return ColumnTypes.parse(sql == null ? "" : sql);
        } catch (IllegalArgumentException e) {
            String known = text(column, "type_name");
            return new Scalar(known == null ? "UNKNOWN" : known);
        }
    }

    private static int position(JsonObject column) {
        return column.get("position") instanceof JsonPrimitive position
                        && position.getAsString().matches("[0-9]{1,6}")
                ? position.getAsInt()
                : -1;
    }

    private static @Nullable String text(JsonObject object, String name) {
        return object.get(name) instanceof JsonPrimitive text && text.isString() ? text.getAsString() : null;
    }
}
