package io.github.zerobus.autoconfigure.channel;

import io.github.zerobus.StreamOptions;
import io.github.zerobus.channel.GrpcChannelProvider;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.grpc.client.autoconfigure.GrpcChannelFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.grpc.client.ChannelCredentialsProvider;
import org.springframework.grpc.client.GrpcChannelFactory;

/**
 * Builds channels with Boot's factory, so that the interceptors, customizers and properties of the application apply.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({GrpcChannelFactory.class, GrpcChannelFactoryCustomizer.class})
class ChannelFactoryConfiguration {

    @Bean
    ZerobusChannelCredentials zerobusChannelCredentials(
            ChannelSettings settings, ObjectProvider<ChannelCredentialsProvider> others) {
        return new ZerobusChannelCredentials(settings, others);
    }

    @Bean
    GrpcChannelFactoryCustomizer zerobusChannelFactoryCustomizer(ZerobusChannelCredentials credentials) {
        return credentials::setOn;
    }

    @Bean
    @ConditionalOnBean(GrpcChannelFactory.class)
    @ConditionalOnMissingBean(GrpcChannelProvider.class)
    FactoryChannels zerobusChannels(
            GrpcChannelFactory factory,
            ZerobusChannelCredentials credentials,
            ChannelSettings settings,
            ObjectProvider<StreamOptions> options) {
        return new FactoryChannels(new FactoryChannelMaker(factory, credentials, settings), settings, options);
    }
}
