package io.github.zerobus.auth;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A token and its lifetime.
 *
 * @param token the token
 * @param lifetime zero if the response has no reliable lifetime; such a token is used, but not cached
 */
record TokenResponse(Token token, Duration lifetime) {

    /**
     * Parses the body of a response.
     *
     * @throws IllegalArgumentException if it contains no usable token; the message contains nothing of the body
     */
    static TokenResponse parse(String body) {
        JsonObject json = object(body);
        JsonElement token = json.get("access_token");
        if (!(token instanceof JsonPrimitive text) || !text.isString()) {
            throw new IllegalArgumentException("the response has no access_token");
        }
        return new TokenResponse(new Token(text.getAsString()), lifetime(json.get("expires_in")));
    }

    private static JsonObject object(String body) {
        try {
            if (JsonParser.parseString(body) instanceof JsonObject json) {
                return json;
            }
        } catch (JsonParseException e) {
            // The exception is dropped, since its message repeats parts of the body.
        }
        throw new IllegalArgumentException("the response is not a JSON object");
    }

    /**
     * Accepts whole seconds above zero, as a number or in quotes; anything else is no lifetime (docs/protocol.md#2.2).
     */
    private static Duration lifetime(@Nullable JsonElement expiresIn) {
        if (expiresIn instanceof JsonPrimitive primitive
                && primitive.getAsString().matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(primitive.getAsString()));
        }
        return Duration.ZERO;
    }
}
