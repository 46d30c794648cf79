package io.github.zerobus.autoconfigure.metrics;

import io.github.zerobus.autoconfigure.RealStreams;
import io.github.zerobus.autoconfigure.ZerobusCredentials;
import io.github.zerobus.autoconfigure.stream.ZerobusStreamAutoConfiguration;
import io.github.zerobus.metrics.ZerobusMetrics;
import io.github.zerobus.stream.MultiplexedStream;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/** Auto-configuration for the meters of streams and tokens. */
@AutoConfiguration(
        after = ZerobusStreamAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({MeterRegistry.class, MultiplexedStream.class, ZerobusCredentials.class})
public final class ZerobusMetricsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ZerobusMetrics zerobusMetrics(MeterRegistry registry) {
        return new ZerobusMetrics(registry);
    }

    @Bean
    @Lazy(false)
    MetricsBinding zerobusMetricsBinding(
            ZerobusMetrics metrics,
            Map<String, MultiplexedStream> streams,
            ZerobusCredentials credentials,
            MeterRegistry registry) {
        return new MetricsBinding(metrics, RealStreams.of(streams.values()), credentials, registry);
    }
}
