package io.github.zerobus.autoconfigure;

import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.EmbeddedZerobusServerBuilder;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration for the embedded server. Starts it only if it is on the class path and no connection is
 * configured, not even in part, so that a mistake in the configuration never leaves records in memory.
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
    EmbeddedZerobusServer embeddedZerobus(ZerobusProperties properties, Environment environment) {
        EmbeddedServerRule.check(environment);
        int port = properties.getEmbedded().getPort();
        Duration ackDelay = properties.getEmbedded().getAckDelay();
        PropertyChecks.check(port >= 0 && port <= 65_535, "zerobus.embedded.port", port, "choose 0 to 65535");
        PropertyChecks.notNegative("zerobus.embedded.ack-delay", ackDelay);
        EmbeddedZerobusServerBuilder builder =
                EmbeddedZerobusServer.builder().port(port).ackDelay(ackDelay);
        EmbeddedTables.declare(builder, properties.getEmbedded().getDdl());
        EmbeddedZerobusServer server = start(builder, port);
        log.warn(
                "The embedded Zerobus server listens on port {}. Records are kept in this process only; set"
                        + " zerobus.endpoint to send them to Databricks",
                server.port());
        return server;
    }

    private static EmbeddedZerobusServer start(EmbeddedZerobusServerBuilder builder, int port) {
        try {
            return builder.start();
        } catch (UncheckedIOException e) {
            throw new ZerobusConfigurationException(
                    "zerobus.embedded.port is " + port + ", but the embedded server cannot listen on it: "
                            + NestedExceptionUtils.getMostSpecificCause(e).getMessage(),
                    "End the process that uses the port, or set zerobus.embedded.port to another one, or to 0 for a free"
                            + " port.");
        }
    }

    @Bean
    EmbeddedZerobusConnectionDetails embeddedZerobusConnectionDetails(
            EmbeddedZerobusServer server, Environment environment) {
        EmbeddedServerRule.check(environment);
        return new EmbeddedZerobusConnectionDetails(server);
    }
}
