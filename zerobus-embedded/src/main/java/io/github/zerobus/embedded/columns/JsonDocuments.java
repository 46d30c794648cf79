package io.github.zerobus.embedded.columns;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * JSON documents as maps, lists, texts, numbers and booleans. Two documents are equal if they have the same content:
 * the order of keys and the way in which a number is written do not matter.
 */
public final class JsonDocuments {

    private static final int MAX_NUMBER_LENGTH = 1_000;

    private JsonDocuments() {}

    /**
     * Parses a document.
     *
     * @param text text that may be JSON
     * @return the document, in a list because it may be null; empty if the text is not one document, or has a key twice
     */
    public static Optional<List<@Nullable Object>> parse(String text) {
        try (JsonReader json = reader(text)) {
            Object document = read(json);
            return json.peek() == JsonToken.END_DOCUMENT
                    ? Optional.of(Collections.singletonList(document))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A reader that limits the depth of nesting, so that recursion is bounded. */
    static JsonReader reader(String text) {
        JsonReader json = new JsonReader(new StringReader(text));
        json.setStrictness(Strictness.STRICT);
        return json;
    }

    static @Nullable Object read(JsonReader json) throws IOException {
        return switch (json.peek()) {
            case BEGIN_OBJECT -> object(json);
            case BEGIN_ARRAY -> array(json);
            case NUMBER -> number(json.nextString());
            case BOOLEAN -> json.nextBoolean();
            case NULL -> {
                json.nextNull();
                yield null;
            }
            default -> json.nextString();
        };
    }

    private static Map<String, @Nullable Object> object(JsonReader json) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            if (fields.containsKey(name)) {
                throw new MalformedJsonException("a key occurs twice");
            }
            fields.put(name, read(json));
        }
        json.endObject();
        return Collections.unmodifiableMap(fields);
    }

    private static List<@Nullable Object> array(JsonReader json) throws IOException {
        List<@Nullable Object> elements = new ArrayList<>();
        json.beginArray();
        while (json.hasNext()) {
            elements.add(read(json));
        }
        json.endArray();
        return Collections.unmodifiableList(elements);
    }

    private static BigDecimal number(String text) throws IOException {
        if (text.length() > MAX_NUMBER_LENGTH) {
            throw new MalformedJsonException("a number has too many digits");
        }
        try {
            return new BigDecimal(text).stripTrailingZeros();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new MalformedJsonException("a number has an exponent that is out of range", e);
        }
    }
}
