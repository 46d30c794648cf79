package io.github.zerobus.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The body of a request: one JSON object, or an array of them, each kept as the client wrote it.
 *
 * @param batch whether it was an array
 * @param records each object's own bytes
 */
record RecordsBody(boolean batch, List<byte[]> records) {

    /**
     * Takes a body apart.
     *
     * @throws MalformedBodyException with line and column, if it is anything else
     */
    static RecordsBody parse(JsonMapper mapper, byte[] body) {
        try (JsonParser parser = mapper.createParser(body)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new MalformedBodyException("the body is empty", 1, 1);
            }
            boolean batch = first == JsonToken.START_ARRAY;
            List<byte[]> records = new ArrayList<>();
            if (batch) {
                TokenStreamLocation start = parser.currentTokenLocation();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    records.add(object(parser, body));
                }
                if (records.isEmpty()) {
                    throw malformed("the array is empty", start);
                }
            } else {
                records.add(object(parser, body));
            }
            if (parser.nextToken() != null) {
                throw malformed("something follows the records", parser.currentTokenLocation());
            }
            return new RecordsBody(batch, records);
        } catch (StreamReadException e) {
            throw malformed("the JSON is broken", e.getLocation());
        }
    }

    private static byte[] object(JsonParser parser, byte[] body) {
        TokenStreamLocation start = parser.currentTokenLocation();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw malformed("a record must be a JSON object", start);
        }
        parser.skipChildren();
        int end = (int) parser.currentLocation().getByteOffset();
        return Arrays.copyOfRange(body, (int) start.getByteOffset(), end);
    }

    private static MalformedBodyException malformed(String what, TokenStreamLocation at) {
        return new MalformedBodyException(what, at.getLineNr(), at.getColumnNr());
    }
}
