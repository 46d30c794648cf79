package io.github.zerobus.engine.mux;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Gson at its strictest, and what it misses: a byte order mark, lone surrogates, numbers beyond a double. */
final class StrictReader {

    private StrictReader() {}

    static boolean accepts(byte[] text) {
        try {
            String decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString();
            JsonReader reader = new JsonReader(new StringReader(decoded));
            reader.setStrictness(Strictness.STRICT);
            if (decoded.startsWith("\uFEFF") || reader.peek() != JsonToken.BEGIN_OBJECT) {
                return false;
            }
            return readAll(reader);
        } catch (CharacterCodingException e) {
            return false;
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            return false;
        }
    }

    private static boolean readAll(JsonReader reader) throws IOException {
        boolean valid = true;
        for (JsonToken token = reader.peek(); token != JsonToken.END_DOCUMENT; token = reader.peek()) {
            switch (token) {
                case BEGIN_OBJECT -> reader.beginObject();
                case END_OBJECT -> reader.endObject();
                case BEGIN_ARRAY -> reader.beginArray();
                case END_ARRAY -> reader.endArray();
                case NULL -> reader.nextNull();
                case BOOLEAN -> valid &= reader.nextBoolean() || valid;
                case NUMBER -> valid &= Double.isFinite(Double.parseDouble(reader.nextString()));
                case NAME -> valid &= isPaired(reader.nextName());
                default -> valid &= isPaired(reader.nextString());
            }
        }
        return valid;
    }

    private static boolean isPaired(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
