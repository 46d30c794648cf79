package io.github.zerobus.auth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The part of a token request that shows who asks (docs/protocol.md#2.1).
 *
 * @param fields fields of the form
 * @param authorization value of the header, if there is one
 * @param secrets values that must not be shown
 * @param remedy what to check if the workspace rejects it
 */
record Grant(Map<String, String> fields, Optional<String> authorization, List<String> secrets, String remedy) {

    static Grant clientCredentials(String clientId, String clientSecret) {
        String pair =
                Base64.getEncoder().encodeToString((clientId + ":" + clientSecret).getBytes(StandardCharsets.UTF_8));
        return new Grant(
                Map.of("grant_type", "client_credentials"),
                Optional.of("Basic " + pair),
                List.of(clientSecret, pair),
                "check client-id, client-secret and the grants of the service principal");
    }

    @Override
    public String toString() {
        return "Grant[" + fields.keySet() + "]";
    }
}
