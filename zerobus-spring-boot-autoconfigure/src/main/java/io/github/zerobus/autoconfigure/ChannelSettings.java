package io.github.zerobus.autoconfigure;

import io.github.zerobus.Endpoint;
import io.github.zerobus.ProxyRules;
import io.github.zerobus.channel.GrpcChannelCustomizer;
import io.github.zerobus.channel.GrpcProxies;
import io.github.zerobus.channel.UserAgent;
import io.grpc.ManagedChannelBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.env.Environment;

/**
 * What all channels of ours have in common, whoever makes them.
 *
 * @param bundle what to trust; nothing is the trust of the JVM
 * @param proxies the way to the endpoint
 */
record ChannelSettings(
        Endpoint endpoint,
        String userAgent,
        ZerobusProperties.Keepalive keepalive,
        @Nullable SslBundle bundle,
        ProxyRules proxies,
        List<GrpcChannelCustomizer> customizers) {

    static ChannelSettings of(
            ZerobusProperties properties,
            ZerobusConnectionDetails details,
            Environment environment,
            ObjectProvider<SslBundles> bundles,
            List<GrpcChannelCustomizer> customizers) {
        String application = properties.getApplicationName() != null
                ? properties.getApplicationName()
                : environment.getProperty("spring.application.name");
        Endpoint endpoint = Endpoint.parse(details.getEndpoint());
        return new ChannelSettings(
                endpoint,
                UserAgent.of(application),
                properties.getChannel().getKeepalive(),
                bundle(properties.getSsl().getBundle(), bundles),
                ProxySettings.of(properties.getProxy()).rulesFor(endpoint.host()),
                customizers);
    }

    private static @Nullable SslBundle bundle(@Nullable String name, ObjectProvider<SslBundles> bundles) {
        try {
            return name == null ? null : bundles.getObject().getBundle(name);
        } catch (NoSuchSslBundleException e) {
            throw new ZerobusConfigurationException(
                    "zerobus.ssl.bundle is '" + name + "', but there is no SSL bundle of that name",
                    "Define it by spring.ssl.bundle.pem." + name + " or .jks." + name
                            + ", or remove zerobus.ssl.bundle to trust what the JVM trusts.");
        }
    }

    /** Ours first, then the application's customizers in order. */
    void apply(int subStream, ManagedChannelBuilder<?> builder) {
        builder.userAgent(userAgent);
        // Without a rule of ours, gRPC looks at the system properties.
        if (!proxies.isDirect()) {
            builder.proxyDetector(new GrpcProxies(proxies));
        }
        Duration time = keepalive.getTime();
        if (time != null) {
            builder.keepAliveTime(time.toMillis(), TimeUnit.MILLISECONDS);
        }
        Duration timeout = keepalive.getTimeout();
        if (timeout != null) {
            builder.keepAliveTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        }
        customizers.forEach(customizer -> customizer.customize(subStream, builder));
    }
}
