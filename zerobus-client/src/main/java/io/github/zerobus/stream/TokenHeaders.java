package io.github.zerobus.stream;

import io.github.zerobus.auth.HeadersProvider;
import io.github.zerobus.auth.Token;
import io.github.zerobus.auth.TokenProvider;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Headers of one sub-stream from a token provider. Remembers the last token, so that only this one is invalidated. */
final class TokenHeaders implements HeadersProvider {

    private final TokenProvider provider;
    private volatile @Nullable Token last;

    TokenHeaders(TokenProvider provider) {
        this.provider = provider;
    }

    @Override
    public Map<String, String> headers(String table) {
        Token token = provider.token(table);
        last = token;
        return Map.of("authorization", "Bearer " + token.value());
    }

    @Override
    public void invalidate() {
        Token rejected = last;
        if (rejected != null) {
            provider.invalidate(rejected);
        }
    }
}
