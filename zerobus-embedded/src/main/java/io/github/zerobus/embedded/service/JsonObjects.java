package io.github.zerobus.embedded.service;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.StringReader;

/** Checks that bytes are one JSON object in UTF-8. Builds no tree, so that a check needs little memory. */
final class JsonObjects {

    private JsonObjects() {}

    static boolean isObject(ByteString bytes) {
        // The conversion to text would replace invalid UTF-8.
        if (!bytes.isValidUtf8()) {
            return false;
        }
        try (JsonReader reader = new JsonReader(new StringReader(bytes.toStringUtf8()))) {
            reader.setStrictness(Strictness.STRICT);
            if (startsWithByteOrderMark(bytes) || reader.peek() != JsonToken.BEGIN_OBJECT) {
                return false;
            }
            int depth = 0;
            do {
                depth += read(reader);
            } while (depth > 0);
            return reader.peek() == JsonToken.END_DOCUMENT;
        } catch (IOException e) {
            return false;
        }
    }

    /** The reader skips this mark, which is not part of JSON. */
    private static boolean startsWithByteOrderMark(ByteString bytes) {
        return !bytes.isEmpty() && bytes.byteAt(0) == (byte) 0xEF;
    }

    /** Reads one token and returns how much deeper the next one is. */
    private static int read(JsonReader reader) throws IOException {
        JsonToken token = reader.peek();
        switch (token) {
            case BEGIN_OBJECT -> reader.beginObject();
            case BEGIN_ARRAY -> reader.beginArray();
            case END_OBJECT -> reader.endObject();
            case END_ARRAY -> reader.endArray();
            case NULL -> reader.nextNull();
            default -> {
                Object unused = readValue(token, reader);
            }
        }
        return switch (token) {
            case BEGIN_OBJECT, BEGIN_ARRAY -> 1;
            case END_OBJECT, END_ARRAY -> -1;
            default -> 0;
        };
    }

    /** Does not skip values, since the reader checks what it skips less strictly. */
    private static Object readValue(JsonToken token, JsonReader reader) throws IOException {
        return switch (token) {
            case NAME -> reader.nextName();
            case BOOLEAN -> reader.nextBoolean();
            default -> reader.nextString();
        };
    }
}
