package io.github.zerobus.records.jackson;

import io.github.zerobus.records.encoding.InvalidValueException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.SerializationContext;

/** Writes the tree of another JSON library as its text, after a check that the text is JSON. */
final class ForeignTreeSerializer extends PlainSerializer {

    private static final JsonFactory JSON = new JsonFactory();

    @Override
    public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
        String text = value.toString();
        // The trees of some libraries return null if they cannot be written.
        if (text == null || !isJson(text)) {
            throw new InvalidValueException(
                    "",
                    "is a tree of " + value.getClass().getName()
                            + " whose text is no JSON; remove numbers that are not finite and values that cannot be"
                            + " written");
        }
        generator.writeRawValue(text);
    }

    private static boolean isJson(String text) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }
}
