package io.github.zerobus.records;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.zerobus.records.encoding.InvalidValueException;
import io.github.zerobus.records.encoding.UnsupportedValues;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The text of a JSON document, which is the form of a VARIANT in protobuf. */
final class VariantText {

    private VariantText() {}

    /**
     * Returns the text of a value: text as it is, and trees, maps, collections, numbers and booleans as JSON.
     *
     * @throws InvalidValueException for all other values
     */
    static String of(Object value) {
        if (value instanceof JsonPrimitive primitive && primitive.isString()) {
            return primitive.getAsString();
        }
        return value instanceof CharSequence || UnsupportedValues.isTree(value.getClass())
                ? value.toString()
                : json(value).toString();
    }

    private static JsonElement json(@Nullable Object value) {
        if (value == null) {
            return JsonNull.INSTANCE;
        }
        if (value instanceof JsonElement element) {
            return element;
        }
        if (value instanceof Map<?, ?> map) {
            JsonObject object = new JsonObject();
            map.forEach((key, content) -> object.add(String.valueOf(key), json(content)));
            return object;
        }
        if (value instanceof Collection<?> collection) {
            JsonArray array = new JsonArray();
            collection.forEach(element -> array.add(json(element)));
            return array;
        }
        return primitive(value);
    }

    private static JsonPrimitive primitive(Object value) {
        if (value instanceof CharSequence text) {
            return new JsonPrimitive(text.toString());
        }
        if (value instanceof Boolean flag) {
            return new JsonPrimitive(flag);
        }
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return new JsonPrimitive(number);
        }
        throw new InvalidValueException(
                "",
                "contains an object of " + value.getClass().getName()
                        + " that JSON cannot express; a VARIANT takes text, maps, collections, finite numbers and"
                        + " booleans");
    }
}
