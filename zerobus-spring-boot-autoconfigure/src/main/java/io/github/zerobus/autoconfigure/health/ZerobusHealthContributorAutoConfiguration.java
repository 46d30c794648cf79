package io.github.zerobus.autoconfigure.health;

import io.github.zerobus.autoconfigure.PropertyChecks;
import io.github.zerobus.autoconfigure.RealStreams;
import io.github.zerobus.autoconfigure.StreamNames;
import io.github.zerobus.autoconfigure.ZerobusConnectionDetails;
import io.github.zerobus.autoconfigure.ZerobusProperties;
import io.github.zerobus.autoconfigure.stream.ZerobusStreamAutoConfiguration;
import io.github.zerobus.health.ZerobusHealthIndicator;
import io.github.zerobus.stream.MultiplexedStream;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for the health component {@code zerobus}, with one component for each stream if there are several.
 */
@AutoConfiguration(
        after = ZerobusStreamAutoConfiguration.class,
        beforeName =
                "org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration")
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean({MultiplexedStream.class, ZerobusConnectionDetails.class})
@ConditionalOnEnabledHealthIndicator("zerobus")
public final class ZerobusHealthContributorAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "zerobusHealthContributor")
    HealthContributor zerobusHealthContributor(
            Map<String, MultiplexedStream> streams, ZerobusProperties properties, ZerobusConnectionDetails details) {
        Duration staleAfter = properties.getHealth().getStaleAfter();
        PropertyChecks.positive("zerobus.health.stale-after", staleAfter);
        Map<String, HealthContributor> components = new TreeMap<>();
        for (MultiplexedStream stream : RealStreams.of(streams.values())) {
            components.put(
                    stream.snapshot().name(),
                    new ZerobusHealthIndicator(stream::snapshot, staleAfter, details.isEmbedded()));
        }
        HealthContributor single = components.size() == 1 ? components.get(StreamNames.DEFAULT) : null;
        return single != null ? single : CompositeHealthContributor.fromMap(components);
    }
}
