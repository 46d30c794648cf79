package io.github.zerobus.auth;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.zerobus.ZerobusException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Supplies grants of token exchange (docs/protocol.md#2.1) with the subject token of that moment. */
final class SubjectTokens implements Supplier<Grant> {

    private static final int MAX_LENGTH = 65_536;

    private final SubjectTokenProvider provider;
    private final @Nullable String clientId;
    private final InstantSource clock;

    SubjectTokens(SubjectTokenProvider provider, @Nullable String clientId, InstantSource clock) {
        this.provider = provider;
        this.clientId = clientId;
        this.clock = clock;
    }

    @Override
    public Grant get() {
        String token = provider.subjectToken();
        check(token);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange");
        fields.put("subject_token", token);
        fields.put("subject_token_type", "urn:ietf:params:oauth:token-type:jwt");
        if (clientId != null) {
            fields.put("client_id", clientId);
        }
        return new Grant(
                fields,
                Optional.empty(),
                List.of(token),
                "check the federation policy of the service principal, client-id and the subject token");
    }

    /** A token that has expired is replaced soon, so that this is not the permanent failure that a request returns. */
    private void check(String token) {
        if (token.isBlank() || token.length() > MAX_LENGTH) {
            throw ZerobusException.transientFailure(
                    "the subject token is empty or longer than " + MAX_LENGTH + " characters", null);
        }
        Optional<Instant> expiry = expiry(token);
        if (expiry.isPresent() && !clock.instant().isBefore(expiry.get())) {
            throw ZerobusException.transientFailure(
                    "the subject token has expired at " + expiry.get() + "; its issuer or its file was not renewed",
                    null);
        }
    }

    /** Returns the expiry that a token names; empty if it cannot be read, which is left to the workspace. */
    private static Optional<Instant> expiry(String token) {
        String[] parts = token.split("\\.", -1);
        try {
            String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            JsonElement expiry = JsonParser.parseString(claims) instanceof JsonObject json ? json.get("exp") : null;
            return expiry instanceof JsonPrimitive number && number.isNumber()
                    ? Optional.of(Instant.ofEpochSecond(number.getAsLong()))
                    : Optional.empty();
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }
}
