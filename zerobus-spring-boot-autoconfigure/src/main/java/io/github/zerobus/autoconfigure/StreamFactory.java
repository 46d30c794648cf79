package io.github.zerobus.autoconfigure;

import io.github.zerobus.channel.GrpcChannelProvider;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.stream.MultiplexedStreamBuilder;
import io.github.zerobus.stream.SubStreamSelector;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import javax.net.ssl.SSLException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundle;

/** Makes the streams; opens nothing. */
final class StreamFactory {

    private final ZerobusCredentials credentials;
    private final ChannelSettings settings;
    private final ObjectProvider<GrpcChannelProvider> channels;
    private final SubStreamSelectors selectors;
    private final StreamListeners listeners;
    private final CallbackExecutor callbackExecutor;

    StreamFactory(
            ZerobusCredentials credentials,
            ChannelSettings settings,
            ObjectProvider<GrpcChannelProvider> channels,
            SubStreamSelectors selectors,
            StreamListeners listeners,
            CallbackExecutor callbackExecutor) {
        this.credentials = credentials;
        this.settings = settings;
        this.channels = channels;
        this.selectors = selectors;
        this.listeners = listeners;
        this.callbackExecutor = callbackExecutor;
    }

    MultiplexedStream create(StreamDefinition definition) {
        MultiplexedStreamBuilder builder = MultiplexedStream.builder()
                .name(definition.name())
                .table(definition.table())
                .options(definition.options())
                .endpoint(settings.endpoint().toString())
                .proxy(settings.proxies())
                .channelCustomizer(this::customize);
        channels.ifAvailable(provider -> builder.channels(channels(provider, definition)));
        SubStreamSelector selector = selectors.of(definition.name());
        if (selector != null) {
            builder.selector(selector);
        }
        listeners.addTo(builder, definition.name());
        if (definition.isProto()) {
            builder.descriptor(definition.message().requiredDescriptor(StreamDefinition.prefix(definition.name())));
        }
        credentials.applyTo(builder);
        callbackExecutor.applyTo(builder, definition.name());
        return definition.isDefault()
                ? builder.build()
                : StreamDefinition.named(NamedStreams.prefix(definition.name()), builder::build);
    }

    /** Those of the application serve all streams; by Boot's factory each stream has its own. */
    private static GrpcChannelProvider channels(GrpcChannelProvider provider, StreamDefinition definition) {
        return provider instanceof FactoryChannels factory
                ? factory.of(definition.name(), definition.options())
                : provider;
    }

    /** For channels that the stream makes itself, where there is no factory of Boot's. */
    private void customize(int subStream, io.grpc.ManagedChannelBuilder<?> builder) {
        SslBundle bundle = settings.bundle();
        if (bundle != null && builder instanceof NettyChannelBuilder netty) {
            try {
                netty.sslContext(GrpcSslContexts.forClient()
                        .keyManager(bundle.getManagers().getKeyManagerFactory())
                        .trustManager(bundle.getManagers().getTrustManagerFactory())
                        .build());
            } catch (SSLException e) {
                throw new ZerobusConfigurationException(
                        "The SSL bundle of zerobus.ssl.bundle cannot be used: " + e.getMessage(),
                        "Correct the bundle, or remove zerobus.ssl.bundle to trust what the JVM trusts.");
            }
        }
        settings.apply(subStream, builder);
    }
}
