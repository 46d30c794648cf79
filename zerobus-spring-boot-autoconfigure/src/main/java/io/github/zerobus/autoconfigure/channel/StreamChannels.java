package io.github.zerobus.autoconfigure.channel;

import io.github.zerobus.Internal;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.autoconfigure.ZerobusConfigurationException;
import io.github.zerobus.channel.GrpcChannelProvider;
import io.github.zerobus.stream.MultiplexedStreamBuilder;
import io.grpc.ManagedChannelBuilder;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContextBuilder;
import java.util.Arrays;
import javax.net.ssl.SSLException;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Configures where a stream gets its channels from: a {@link GrpcChannelProvider} bean of the application, Boot's
 * factory, or the stream itself if there is neither.
 */
@Internal
public final class StreamChannels {

    private final ChannelSettings settings;
    private final ObjectProvider<GrpcChannelProvider> provider;

    StreamChannels(ChannelSettings settings, ObjectProvider<GrpcChannelProvider> provider) {
        this.settings = settings;
        this.provider = provider;
    }

    /**
     * Configures the channels of a stream; opens nothing.
     *
     * @param builder of the stream
     * @param stream its name
     * @param options its options
     */
    public void applyTo(MultiplexedStreamBuilder builder, String stream, StreamOptions options) {
        builder.endpoint(settings.endpoint().toString())
                .proxy(settings.proxies())
                .applicationName(settings.applicationName())
                .channelCustomizer(this::customize);
        provider.ifAvailable(channels -> builder.channelProvider(forStream(channels, stream, options)));
    }

    /** A provider of the application serves all streams; with Boot's factory each stream has its own channels. */
    private static GrpcChannelProvider forStream(GrpcChannelProvider provider, String stream, StreamOptions options) {
        return provider instanceof FactoryChannels factory ? factory.forStream(stream, options) : provider;
    }

    /** Customizes a channel that the stream builds itself. */
    private void customize(int subStream, ManagedChannelBuilder<?> builder) {
        BundleManagers certificates = settings.certificates();
        if (certificates != null && builder instanceof NettyChannelBuilder netty) {
            try {
                netty.sslContext(GrpcSslContexts.configure(tls(certificates)).build());
            } catch (SSLException e) {
                throw new ZerobusConfigurationException(
                        "The SSL bundle of zerobus.ssl.bundle is invalid: " + e.getMessage(),
                        "Correct the bundle, or remove zerobus.ssl.bundle to use the trust store of the JVM.");
            }
        }
        settings.apply(subStream, builder);
    }

    /** The builder accepts one manager of each type, and a bundle has one for X.509. */
    private static SslContextBuilder tls(BundleManagers certificates) {
        SslContextBuilder tls = SslContextBuilder.forClient();
        Arrays.stream(certificates.keyManagers()).findFirst().ifPresent(tls::keyManager);
        Arrays.stream(certificates.trustManagers()).findFirst().ifPresent(tls::trustManager);
        return tls;
    }
}
