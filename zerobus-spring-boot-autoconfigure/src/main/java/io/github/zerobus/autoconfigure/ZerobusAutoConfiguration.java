package io.github.zerobus.autoconfigure;

import io.github.zerobus.StreamOptions;
import io.github.zerobus.StreamOptionsBuilder;
import io.github.zerobus.auth.HeadersProvider;
import io.github.zerobus.auth.TokenProvider;
import io.github.zerobus.channel.GrpcChannelCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/** Auto-configuration for Zerobus Ingest: where to connect and with what limits; stream and template follow. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration",
            "org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration",
            "org.springframework.boot.grpc.client.autoconfigure.CompositeChannelFactoryAutoConfiguration",
            "org.springframework.boot.grpc.client.autoconfigure.GrpcClientAutoConfiguration",
            "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration"
        })
@ConditionalOnBooleanProperty(name = "zerobus.enabled", matchIfMissing = true)
@Conditional(OnZerobusCondition.class)
@EnableConfigurationProperties(ZerobusProperties.class)
@Import({
    ZerobusChannelFactoryConfiguration.class,
    ZerobusJacksonConfiguration.class,
    // Before the named ones, which are no reason for the default stream to step back.
    ZerobusStreamConfiguration.class,
    ZerobusStreamsConfiguration.class
})
public final class ZerobusAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(ZerobusConnectionDetails.class)
    PropertiesZerobusConnectionDetails zerobusConnectionDetails(ZerobusProperties properties) {
        return new PropertiesZerobusConnectionDetails(properties);
    }

    /** Those of the default stream; not made where there is none, so that they are no trouble to named streams. */
    @Bean
    @Lazy
    @ConditionalOnMissingBean
    StreamOptions zerobusStreamOptions(
            ZerobusProperties properties,
            ZerobusConnectionDetails details,
            ObjectProvider<StreamOptionsCustomizer> customizers) {
        StreamOptionsBuilder builder = new StreamOptionsMapper(properties.getStream()).map(details.isEmbedded());
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    @Bean
    ZerobusCredentials zerobusCredentials(
            ZerobusProperties properties,
            ZerobusConnectionDetails details,
            ObjectProvider<HeadersProvider> headersProvider,
            ObjectProvider<TokenProvider> tokenProvider) {
        return ZerobusCredentials.of(
                properties, details, headersProvider.getIfAvailable(), tokenProvider.getIfAvailable());
    }

    @Bean
    ChannelSettings zerobusChannelSettings(
            ZerobusProperties properties,
            ZerobusConnectionDetails details,
            Environment environment,
            ObjectProvider<SslBundles> bundles,
            ObjectProvider<GrpcChannelCustomizer> customizers) {
        return ChannelSettings.of(
                properties,
                details,
                environment,
                bundles,
                customizers.orderedStream().toList());
    }
}
