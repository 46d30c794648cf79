package io.github.zerobus.auth;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.time.Duration;

/**
 * A token and how long it is good.
 *
 * @param lifetime zero if the answer does not say it in a way that can be relied on; such a token is used, not kept
 */
record TokenResponse(Token token, Duration lifetime) {

    /**
     * Reads the body of an answer.
     *
     * @throws IllegalArgumentException if there is no usable token in it; the message holds nothing of the body
     */
    static TokenResponse parse(String body) {
        JsonObject json = object(body);
        JsonElement token = json.get("access_token");
        if (!(token instanceof JsonPrimitive text) || !text.isString()) {
            throw new IllegalArgumentException("the answer has no access_token");
        }
        return new TokenResponse(new Token(text.getAsString()), lifetime(json.get("expires_in")));
    }

    private static JsonObject object(String body) {
        try {
            if (JsonParser.parseString(body) instanceof JsonObject json) {
                return json;
            }
        } catch (JsonParseException e) {
            // Its message repeats parts of the body.
        }
        throw new IllegalArgumentException("the answer is not a JSON object");
    }

    /** Whole seconds above zero, as a number or in quotes; anything else is no lifetime (protocol 2.2). */
    private static Duration lifetime(@org.jspecify.annotations.Nullable JsonElement expiresIn) {
        if (expiresIn instanceof JsonPrimitive primitive
                && primitive.getAsString().matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(primitive.getAsString()));
        }
        return Duration.ZERO;
    }
}
