package io.github.zerobus.autoconfigure;

import io.github.zerobus.embedded.EmbeddedZerobusServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Auto-configuration for the embedded server: starts it where it is on the class path and nothing at all says where to
 * connect, so that a misspelt endpoint never ends in records kept in memory.
 */
@AutoConfiguration(before = ZerobusAutoConfiguration.class)
@ConditionalOnClass(EmbeddedZerobusServer.class)
@ConditionalOnBooleanProperty(name = "zerobus.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "zerobus.embedded.enabled", matchIfMissing = true)
@ConditionalOnMissingBean(ZerobusConnectionDetails.class)
@Conditional(OnNoConnectionPropertiesCondition.class)
@EnableConfigurationProperties(ZerobusProperties.class)
public final class ZerobusEmbeddedAutoConfiguration {

    private static final Logger log = LoggerFactory.getLogger(ZerobusEmbeddedAutoConfiguration.class);

    @Bean
    @ConditionalOnMissingBean
    EmbeddedZerobusServer embeddedZerobus(ZerobusProperties properties) {
        EmbeddedZerobusServer server = EmbeddedZerobusServer.builder()
                .port(properties.getEmbedded().getPort())
                .ackDelay(properties.getEmbedded().getAckDelay())
                .start();
        log.warn(
                "The embedded Zerobus server listens on port {}: records live in this process only. Set zerobus.endpoint"
                        + " to send them to Databricks",
                server.port());
        return server;
    }

    @Bean
    ZerobusConnectionDetails embeddedZerobusConnectionDetails(EmbeddedZerobusServer server) {
        return new EmbeddedZerobusConnectionDetails(server);
    }
}
