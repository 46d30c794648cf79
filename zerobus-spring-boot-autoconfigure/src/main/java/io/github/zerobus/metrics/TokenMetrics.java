package io.github.zerobus.metrics;

import io.github.zerobus.auth.OAuthTokenProvider;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/** Counts token requests; for all streams together, since they share their tokens. */
public class TokenMetrics implements MeterBinder {

    private final OAuthTokenProvider tokens;

    /** Metrics of a provider. */
    public TokenMetrics(OAuthTokenProvider tokens) {
        this.tokens = tokens;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        register(registry, "success", OAuthTokenProvider::refreshes);
        register(registry, "failure", OAuthTokenProvider::refreshFailures);
    }

    private void register(MeterRegistry registry, String outcome, ToDoubleFunction<OAuthTokenProvider> count) {
        FunctionCounter.builder("zerobus.token.refreshes", tokens, count)
                .description("Token requests")
                .tag("outcome", outcome)
                .register(registry);
    }
}
