package io.github.zerobus.auth;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Headers of one sub-stream from a token provider; remembers which token it served, so that just that one is refused. */
public final class TokenHeaders implements HeadersProvider {

    private final TokenProvider provider;
    private volatile @Nullable Token served;

    /** For one sub-stream; the provider may be shared. */
    public TokenHeaders(TokenProvider provider) {
        this.provider = provider;
    }

    @Override
    public Map<String, String> headers(String table) {
        Token token = provider.token(table);
        served = token;
        return Map.of("authorization", "Bearer " + token.value());
    }

    @Override
    public void invalidate() {
        Token refused = served;
        if (refused != null) {
            provider.invalidate(refused);
        }
    }
}
