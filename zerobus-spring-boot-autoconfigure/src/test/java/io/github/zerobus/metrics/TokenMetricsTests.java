package io.github.zerobus.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.zerobus.ZerobusException;
import io.github.zerobus.auth.OAuthTokenProvider;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class TokenMetricsTests {

    @Test
    void requestsAreCountedByOutcome() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (EmbeddedZerobusServer server =
                EmbeddedZerobusServer.builder().credentials("id", "secret").start()) {
            OAuthTokenProvider tokens = OAuthTokenProvider.builder()
                    .workspaceUrl(server.workspaceUrl())
                    .workspaceId("w")
                    .clientId("id")
                    .clientSecret("secret")
                    .build();
            new TokenMetrics(tokens).bindTo(registry);
            server.oauth().answerNextWith(503);
            assertThatThrownBy(() -> tokens.token("a.b.c")).isInstanceOf(ZerobusException.class);
            tokens.token("a.b.c");

            for (String outcome : new String[] {"success", "failure"}) {
                assertThat(registry.get("zerobus.token.refreshes")
                                .tag("outcome", outcome)
                                .functionCounter()
                                .count())
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void metersOfNextProviderReplaceRemovedOnes() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (EmbeddedZerobusServer server =
                EmbeddedZerobusServer.builder().credentials("id", "secret").start()) {
            OAuthTokenProvider first = OAuthTokenProvider.builder()
                    .workspaceUrl(server.workspaceUrl())
                    .workspaceId("w")
                    .clientId("id")
                    .clientSecret("secret")
                    .build();
            try (TokenMetrics metrics = new TokenMetrics(first)) {
                metrics.bindTo(registry);
                first.token("a.b.c");
            }
            assertThat(registry.getMeters()).isEmpty();

            new TokenMetrics(OAuthTokenProvider.builder()
                            .workspaceUrl(server.workspaceUrl())
                            .workspaceId("w")
                            .clientId("id")
                            .clientSecret("secret")
                            .build())
                    .bindTo(registry);
            assertThat(registry.get("zerobus.token.refreshes")
                            .tag("outcome", "success")
                            .functionCounter()
                            .count())
                    .isZero();
        }
    }
}
