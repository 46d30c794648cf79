package io.github.zerobus.records;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.zerobus.records.encoding.InvalidValueException;
import io.github.zerobus.records.table.TableColumn;
import io.github.zerobus.records.table.TableColumn.DataType;
import io.github.zerobus.records.table.TableColumn.Decimal;
import io.github.zerobus.records.table.TableColumn.ListType;
import io.github.zerobus.records.table.TableColumn.MapType;
import io.github.zerobus.records.table.TableColumn.Scalar;
import io.github.zerobus.records.table.TableColumn.Struct;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings the values of a record into the form that {@link MapMessage} takes, where the type of the column decides about
 * it: a VARIANT is the text of a document, decimals may be numbers, and in JSON bytes are Base64 and all keys are text.
 * Other values are kept, so that {@link MapMessage} checks them.
 */
final class TableValues {

    private TableValues() {}

    /**
     * Returns the values by the names of columns.
     *
     * @param record map with plain values, trees of Gson, or both
     * @throws InvalidValueException if a value has no such form
     */
    static Map<?, ?> of(List<TableColumn> columns, Map<?, ?> record) {
        Map<Object, @Nullable Object> values = new LinkedHashMap<>(record);
        for (TableColumn column : columns) {
            if (record.containsKey(column.name())) {
                try {
                    values.put(column.name(), value(column.type(), record.get(column.name())));
                } catch (InvalidValueException e) {
                    throw e.inside(column.name());
                }
            }
        }
        return values;
    }

    private static @Nullable Object value(DataType type, @Nullable Object value) {
        if (value == null || value instanceof JsonNull) {
            return null;
        }
        if (isScalar(type, "VARIANT")) {
            return VariantText.of(value);
        }
        Object plain = plain(value);
        if (plain instanceof Collection<?> collection && type instanceof ListType list) {
            return elements(list.element(), collection);
        }
        if (plain instanceof Map<?, ?> map) {
            return type instanceof Struct struct
                    ? of(struct.fields(), map)
                    : type instanceof MapType entries ? entries(entries, map, value instanceof JsonObject) : plain;
        }
        if (plain instanceof Number number && type instanceof Decimal) {
            return decimal(number);
        }
        return value instanceof JsonPrimitive && plain instanceof String text && isScalar(type, "BINARY")
                ? bytes(text)
                : plain;
    }

    private static boolean isScalar(DataType type, String name) {
        return type instanceof Scalar scalar && scalar.name().equals(name);
    }

    private static Object plain(Object value) {
        if (value instanceof JsonObject object) {
            return object.asMap();
        }
        if (value instanceof JsonArray array) {
            return array.asList();
        }
        if (value instanceof JsonPrimitive primitive) {
            return primitive.isBoolean()
                    ? primitive.getAsBoolean()
                    : primitive.isNumber() ? primitive.getAsNumber() : primitive.getAsString();
        }
        return value;
    }

    private static List<@Nullable Object> elements(DataType element, Collection<?> values) {
        List<@Nullable Object> elements = new ArrayList<>(values.size());
        for (Object value : values) {
            try {
                elements.add(value(element, value));
            } catch (InvalidValueException e) {
                throw e.inside("[" + elements.size() + "]");
            }
        }
        return elements;
    }

    private static Map<?, ?> entries(MapType type, Map<?, ?> map, boolean json) {
        Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
        map.forEach((key, value) ->
                entries.put(json ? key(type.key(), String.valueOf(key)) : key, value(type.value(), value)));
        return entries;
    }

    private static Object key(DataType type, String text) {
        if (isScalar(type, "BOOLEAN") && (text.equals("true") || text.equals("false"))) {
            return Boolean.valueOf(text);
        }
        return !isScalar(type, "STRING") && text.matches("-?[0-9]{1,19}") ? new BigDecimal(text) : text;
    }

    private static BigDecimal decimal(Number number) {
        try {
            return new BigDecimal(number.toString());
        } catch (NumberFormatException e) {
            throw new InvalidValueException("", "is a number that no DECIMAL holds; send a finite one");
        }
    }

    private static byte[] bytes(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidValueException("", "is text that is not Base64; a BINARY is Base64 in JSON");
        }
    }
}
