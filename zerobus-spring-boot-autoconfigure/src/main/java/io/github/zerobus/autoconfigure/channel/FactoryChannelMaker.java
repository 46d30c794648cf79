package io.github.zerobus.autoconfigure.channel;

import io.github.zerobus.autoconfigure.ZerobusConfigurationException;
import io.github.zerobus.channel.GrpcChannelCustomizer;
import io.github.zerobus.channel.GrpcChannels;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.List;
import org.springframework.grpc.client.ChannelBuilderOptions;
import org.springframework.grpc.client.GrpcChannelBuilderCustomizer;
import org.springframework.grpc.client.GrpcChannelFactory;

/** Builds channels with Boot's factory. The settings of this module are applied last. */
final class FactoryChannelMaker implements GrpcChannels.Factory {

    private final GrpcChannelFactory factory;
    private final ZerobusChannelCredentials credentials;
    private final ChannelSettings settings;

    FactoryChannelMaker(GrpcChannelFactory factory, ZerobusChannelCredentials credentials, ChannelSettings settings) {
        this.factory = factory;
        this.credentials = credentials;
        this.settings = settings;
    }

    @Override
    public ManagedChannel create(int subStream, GrpcChannelCustomizer required) {
        ManagedChannel channel = factory.createChannel(credentials.target(), options(subStream, required));
        if (settings.endpoint().tls() && !credentials.wereRequested()) {
            channel.shutdownNow();
            throw new ZerobusConfigurationException(
                    "The endpoint is https, but the GrpcChannelFactory of the application, "
                            + factory.getClass().getName() + ", does not request the credentials for it, so the"
                            + " connection might not be encrypted",
                    "Apply the GrpcChannelFactoryCustomizer beans to that factory, or define a GrpcChannelProvider bean"
                            + " that builds the channels.");
        }
        return channel;
    }

    private <T extends ManagedChannelBuilder<T>> ChannelBuilderOptions options(
            int subStream, GrpcChannelCustomizer required) {
        GrpcChannelBuilderCustomizer<T> customizer = (target, builder) -> required.customize(subStream, builder);
        return ChannelBuilderOptions.defaults()
                .withInterceptors(List.of(new NoDeadline()))
                // The stream ends its calls before it closes channels; the default grace period would add 30 s.
                .withShutdownGracePeriod(Duration.ZERO)
                .withCustomizer(customizer);
    }

    /** Removes a default deadline, which would end the call of a stream that has no time limit. */
    private static final class NoDeadline implements ClientInterceptor {

        @Override
        public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
            return next.newCall(method, options.withDeadline(null));
        }
    }
}
