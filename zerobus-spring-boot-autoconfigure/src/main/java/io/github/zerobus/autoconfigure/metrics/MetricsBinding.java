package io.github.zerobus.autoconfigure.metrics;

import io.github.zerobus.autoconfigure.ZerobusCredentials;
import io.github.zerobus.metrics.TokenMetrics;
import io.github.zerobus.metrics.ZerobusMetrics;
import io.github.zerobus.stream.MultiplexedStream;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Registers the meters after all streams exist, which are built with the metrics as their listener. Stream meters are
 * removed with the stream, token meters with this bean.
 */
final class MetricsBinding implements SmartInitializingSingleton, DisposableBean {

    private final ZerobusMetrics metrics;
    private final Collection<MultiplexedStream> streams;
    private final @Nullable TokenMetrics tokens;
    private final MeterRegistry registry;

    MetricsBinding(
            ZerobusMetrics metrics,
            Collection<MultiplexedStream> streams,
            ZerobusCredentials credentials,
            MeterRegistry registry) {
        this.metrics = metrics;
        this.streams = streams;
        this.tokens = credentials.oauth().map(TokenMetrics::new).orElse(null);
        this.registry = registry;
    }

    @Override
    public void afterSingletonsInstantiated() {
        streams.forEach(stream -> metrics.bindTo(stream::snapshot));
        if (tokens != null) {
            tokens.bindTo(registry);
        }
    }

    @Override
    public void destroy() {
        if (tokens != null) {
            tokens.close();
        }
    }
}
