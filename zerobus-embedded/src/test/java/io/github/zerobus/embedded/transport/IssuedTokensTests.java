package io.github.zerobus.embedded.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class IssuedTokensTests {

    private final IssuedTokens tokens = new IssuedTokens();

    @Test
    void tokenIsValidUntilItExpiresOrIsRevoked() {
        tokens.add("expired", 0);
        tokens.add("valid", TimeUnit.HOURS.toNanos(1));

        assertThat(tokens.isValid("unknown")).isFalse();
        assertThat(tokens.isValid("expired")).isFalse();
        assertThat(tokens.isValid("valid")).isTrue();
        tokens.clear();
        assertThat(tokens.isValid("valid")).isFalse();
    }

    @Test
    void oldestTokenMakesRoom() {
        for (int i = 0; i <= IssuedTokens.MAX; i++) {
            tokens.add("token-" + i, TimeUnit.HOURS.toNanos(1));
        }

        assertThat(tokens.isValid("token-0")).isFalse();
        assertThat(tokens.isValid("token-1")).isTrue();
        assertThat(tokens.isValid("token-" + IssuedTokens.MAX)).isTrue();
    }
}
