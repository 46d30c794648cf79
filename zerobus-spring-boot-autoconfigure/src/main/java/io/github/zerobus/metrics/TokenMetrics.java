package io.github.zerobus.metrics;

import io.github.zerobus.auth.OAuthTokenProvider;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;

/** Meters of token requests. There is one set for all streams, because they share their tokens. Thread-safe. */
public class TokenMetrics implements MeterBinder, AutoCloseable {

    private final OAuthTokenProvider tokens;
    private final List<Runnable> removals = new CopyOnWriteArrayList<>();

    /**
     * Creates metrics; registers no meter yet.
     *
     * @param tokens provider whose requests are counted
     */
    public TokenMetrics(OAuthTokenProvider tokens) {
        this.tokens = tokens;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        register(registry, "success", provider -> provider.snapshot().refreshes());
        register(registry, "failure", provider -> provider.snapshot().refreshFailures());
    }

    private void register(MeterRegistry registry, String outcome, ToDoubleFunction<OAuthTokenProvider> count) {
        Meter meter = FunctionCounter.builder("zerobus.token.refreshes", tokens, count)
                .description("Number of token requests")
                .tag("outcome", outcome)
                .register(registry);
        removals.add(() -> registry.remove(meter));
    }

    /** Removes the meters. In a registry that outlives the provider, they would prevent those of the next provider. */
    @Override
    public void close() {
        removals.forEach(Runnable::run);
        removals.clear();
    }
}
