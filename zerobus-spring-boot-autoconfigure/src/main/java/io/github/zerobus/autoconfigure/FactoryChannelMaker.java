package io.github.zerobus.autoconfigure;

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

/** Makes channels by Boot's factory; ours is the last word on their builders. */
record FactoryChannelMaker(GrpcChannelFactory factory, ZerobusChannelCredentials credentials, ChannelSettings settings)
        implements GrpcChannels.Maker {

    @Override
    public ManagedChannel make(int subStream, GrpcChannelCustomizer last) {
        ManagedChannel channel = create(options(subStream, last));
        if (settings.endpoint().tls() && !credentials.isAsked()) {
            channel.shutdownNow();
            throw new ZerobusConfigurationException(
                    "The endpoint is https, but the application's own GrpcChannelFactory, "
                            + factory.getClass().getName() + ", asks for no credentials of ours, so the connection"
                            + " might be in clear",
                    "Apply the GrpcChannelFactoryCustomizer beans to that factory, or give ours a"
                            + " GrpcChannelProvider bean with channels of your own.");
        }
        return channel;
    }

    private ManagedChannel create(ChannelBuilderOptions options) {
        return factory.createChannel(credentials.target(), options);
    }

    private <T extends ManagedChannelBuilder<T>> ChannelBuilderOptions options(
            int subStream, GrpcChannelCustomizer last) {
        GrpcChannelBuilderCustomizer<T> customizer = (target, builder) -> {
            settings.apply(subStream, builder);
            last.customize(subStream, builder);
        };
        return ChannelBuilderOptions.defaults()
                .withInterceptors(List.of(new NoDeadline()))
                // The stream ends its calls itself; the default would wait half a minute for them.
                .withShutdownGracePeriod(Duration.ZERO)
                .withCustomizer(customizer);
    }

    /** Takes a default deadline away, which would end a stream that is to live for ever. */
    private static final class NoDeadline implements ClientInterceptor {

        @Override
        public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
            return next.newCall(method, options.withDeadline(null));
        }
    }
}
