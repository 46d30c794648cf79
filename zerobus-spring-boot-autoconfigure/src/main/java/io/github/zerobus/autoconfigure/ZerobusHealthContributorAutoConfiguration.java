package io.github.zerobus.autoconfigure;

import io.github.zerobus.health.ZerobusHealthIndicator;
import io.github.zerobus.stream.MultiplexedStream;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Auto-configuration for the health component {@code zerobus}. */
@AutoConfiguration(
        after = ZerobusAutoConfiguration.class,
        beforeName =
                "org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration")
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean({MultiplexedStream.class, ZerobusConnectionDetails.class})
@ConditionalOnEnabledHealthIndicator("zerobus")
public final class ZerobusHealthContributorAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "zerobusHealthContributor")
    ZerobusHealthIndicator zerobusHealthContributor(
            MultiplexedStream stream, ZerobusProperties properties, ZerobusConnectionDetails details) {
        return new ZerobusHealthIndicator(
                stream::snapshot, properties.getHealth().getStaleAfter(), details.isEmbedded());
    }
}
