package io.github.zerobus.autoconfigure.channel;

import io.github.zerobus.Endpoint;
import io.github.zerobus.Internal;
import io.github.zerobus.autoconfigure.PropertyChecks;
import io.github.zerobus.autoconfigure.ProxySettings;
import io.github.zerobus.autoconfigure.ZerobusConfigurationException;
import io.github.zerobus.autoconfigure.ZerobusConnectionDetails;
import io.github.zerobus.autoconfigure.ZerobusProperties;
import io.github.zerobus.autoconfigure.channel.ChannelSettings.Keepalive;
import io.github.zerobus.channel.GrpcChannelCustomizer;
import io.github.zerobus.channel.GrpcChannelProvider;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * Configuration of the channels of all streams. Maps properties to plain values; the other classes do not read them.
 */
@Internal
@Configuration(proxyBeanMethods = false)
@Import(ChannelFactoryConfiguration.class)
public class ChannelConfiguration {

    @Bean
    ChannelSettings zerobusChannelSettings(
            ZerobusProperties properties,
            ZerobusConnectionDetails details,
            Environment environment,
            ObjectProvider<SslBundles> bundles,
            ObjectProvider<GrpcChannelCustomizer> customizers) {
        String application = properties.getApplicationName() != null
                ? PropertyChecks.text("zerobus.application-name", properties.getApplicationName())
                : environment.getProperty("spring.application.name");
        ZerobusProperties.Keepalive keepalive = properties.getChannel().getKeepalive();
        Endpoint endpoint = Endpoint.parse(details.getEndpoint());
        return new ChannelSettings(
                endpoint,
                application,
                new Keepalive(keepalive.getTime(), keepalive.getTimeout()),
                certificates(
                        PropertyChecks.word(
                                "zerobus.ssl.bundle", properties.getSsl().getBundle()),
                        bundles),
                ProxySettings.of(properties.getProxy()).rulesFor(endpoint.host()),
                customizers.orderedStream().toList());
    }

    @Bean
    StreamChannels zerobusStreamChannels(ChannelSettings settings, ObjectProvider<GrpcChannelProvider> provider) {
        return new StreamChannels(settings, provider);
    }

    private static @Nullable BundleManagers certificates(@Nullable String name, ObjectProvider<SslBundles> bundles) {
        try {
            if (name == null) {
                return null;
            }
            BundleManagers certificates = new BundleManagers(bundles.getObject().getBundle(name));
            bundles.getObject().addBundleUpdateHandler(name, certificates);
            return certificates;
        } catch (NoSuchSslBundleException e) {
            throw new ZerobusConfigurationException(
                    "zerobus.ssl.bundle is '" + name + "', but there is no SSL bundle of that name",
                    "Define the bundle under spring.ssl.bundle.pem." + name + " or spring.ssl.bundle.jks." + name
                            + ", or remove zerobus.ssl.bundle to use the trust store of the JVM.");
        }
    }
}
