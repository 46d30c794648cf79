package io.github.zerobus.autoconfigure.stream;

import io.github.zerobus.StreamOptions;
import io.github.zerobus.StreamOptionsBuilder;
import io.github.zerobus.autoconfigure.StreamOptionsCustomizer;
import io.github.zerobus.autoconfigure.ZerobusAutoConfiguration;
import io.github.zerobus.autoconfigure.ZerobusConnectionDetails;
import io.github.zerobus.autoconfigure.ZerobusCredentials;
import io.github.zerobus.autoconfigure.ZerobusProperties;
import io.github.zerobus.autoconfigure.channel.ChannelConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;

/** Auto-configuration for the streams and their templates: the default stream, the named ones, and their channels. */
@AutoConfiguration(
        after = ZerobusAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration",
            "org.springframework.boot.grpc.client.autoconfigure.CompositeChannelFactoryAutoConfiguration",
            "org.springframework.boot.grpc.client.autoconfigure.GrpcClientAutoConfiguration",
            "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration"
        })
@ConditionalOnBean(ZerobusCredentials.class)
@Import({
    ChannelConfiguration.class,
    JacksonConfiguration.class,
    // Before the named streams, because of which the default stream must not back off.
    DefaultStreamConfiguration.class,
    StreamInfrastructureConfiguration.class
})
public final class ZerobusStreamAutoConfiguration {

    /** Options of the default stream. Lazy, so that {@code zerobus.stream} is not validated if no stream uses it. */
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
}
