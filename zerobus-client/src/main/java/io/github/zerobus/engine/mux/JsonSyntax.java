package io.github.zerobus.engine.mux;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Checks that bytes are one JSON object in UTF-8: one invalid record would poison a whole stream. */
final class JsonSyntax {

    /** Deeper than any table's columns; keeps hostile input from costing stack. */
    private static final int MAX_DEPTH = 255;

    private JsonSyntax() {}

    /** What is wrong, without a word of the content; nothing if all is well. */
    static @Nullable String fault(byte[] bytes) {
        JsonReader reader = new JsonReader(
                new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8.newDecoder()));
        reader.setStrictness(Strictness.STRICT);
        reader.setNestingLimit(MAX_DEPTH);
        try {
            if (bytes.length == 0) {
                return "this one is empty";
            }
            // Gson skips a byte order mark, RFC 8259 forbids it.
            if (bytes[0] != '{' && !isBlank(bytes[0])) {
                return "this one does not begin with {";
            }
            if (reader.peek() != JsonToken.BEGIN_OBJECT) {
                return "this one is something else";
            }
            readAll(reader);
            return null;
        } catch (CharacterCodingException e) {
            return "this one is not UTF-8";
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            return "this one is malformed" + position(e);
        }
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private static void readAll(JsonReader reader) throws IOException {
        for (JsonToken token = reader.peek(); token != JsonToken.END_DOCUMENT; token = reader.peek()) {
            switch (token) {
                case BEGIN_OBJECT -> reader.beginObject();
                case END_OBJECT -> reader.endObject();
                case BEGIN_ARRAY -> reader.beginArray();
                case END_ARRAY -> reader.endArray();
                case NULL -> reader.nextNull();
                default -> readValue(reader, token);
            }
        }
    }

    /** Reads names, strings and numbers rather than skips them, since skipping checks less. */
    @SuppressWarnings("UnusedVariable") // reading is the check
    private static void readValue(JsonReader reader, JsonToken token) throws IOException {
        Object unused = switch (token) {
            case NAME -> reader.nextName();
            case BOOLEAN -> reader.nextBoolean();
            default -> reader.nextString();
        };
    }

    /** Gson's messages say "at line 3 column 7 path $.a"; the path holds names of the content, the numbers do not. */
    private static String position(Exception e) {
        String message = String.valueOf(e.getMessage());
        java.util.regex.Matcher matcher =
                java.util.regex.Pattern.compile("at line (\\d+) column (\\d+)").matcher(message);
        return matcher.find() ? " at line " + matcher.group(1) + " column " + matcher.group(2) : "";
    }
}
