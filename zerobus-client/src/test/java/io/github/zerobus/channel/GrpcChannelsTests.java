package io.github.zerobus.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.zerobus.Endpoint;
import io.github.zerobus.InvalidOptionException;
import io.github.zerobus.ProxyRules;
import io.grpc.ForwardingChannelBuilder2;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.ProxyDetector;
import io.grpc.netty.NettyChannelBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrpcChannelsTests {

    /** Records what is set on the builder of a channel. */
    private static final class RecordingBuilder extends ForwardingChannelBuilder2<RecordingBuilder> {

        private final ManagedChannelBuilder<?> delegate =
                NettyChannelBuilder.forAddress("localhost", 1).usePlaintext();
        private final List<String> calls;

        RecordingBuilder(List<String> calls) {
            this.calls = calls;
        }

        @Override
        protected ManagedChannelBuilder<?> delegate() {
            return delegate;
        }

        @Override
        public RecordingBuilder userAgent(String userAgent) {
            calls.add(userAgent.replaceFirst("/\\S+", ""));
            return this;
        }

        @Override
        public RecordingBuilder proxyDetector(ProxyDetector detector) {
            calls.add("proxy");
            return this;
        }

        @Override
        public RecordingBuilder disableRetry() {
            calls.add("loop");
            return this;
        }
    }

    private final List<String> calls = new ArrayList<>();

    private ManagedChannel create(int subStream, GrpcChannelCustomizer settings) {
        RecordingBuilder builder = new RecordingBuilder(calls);
        settings.customize(subStream, builder);
        return builder.build();
    }

    @Test
    void settingsAreAppliedAroundTheCustomizer() {
        try (GrpcChannels channels = GrpcChannels.builder(this::create)
                .applicationName("shop")
                .proxy(ProxyRules.of("proxy:3128", List.of()))
                .customizer((subStream, builder) -> calls.add("customizer " + subStream))
                .build()) {
            channels.channel(2);
        }

        assertThat(calls).containsExactly("zerobus-spring shop", "proxy", "customizer 2", "loop");
    }

    @Test
    void factoryWithoutProxyKeepsTheDetectionOfGrpc() {
        try (GrpcChannels channels =
                GrpcChannels.builder(this::create).proxy(ProxyRules.direct()).build()) {
            channels.channel(0);
        }

        assertThat(calls).containsExactly("zerobus-spring", "loop");
    }

    @Test
    void channelsAreCreatedOnceAndSharedOnRequest() {
        try (GrpcChannels channels = GrpcChannels.builder(Endpoint.parse("http://localhost:1"))
                        .subStreams(2)
                        .build();
                GrpcChannels shared = GrpcChannels.builder(Endpoint.parse("http://localhost:1"))
                        .sharedChannel(true)
                        .build()) {
            assertThat(channels.channel(0)).isSameAs(channels.channel(0)).isNotSameAs(channels.channel(1));
            assertThat(shared.channel(0)).isSameAs(shared.channel(1));
        }
    }

    @Test
    void factoryMustApplyTheSettings() {
        try (GrpcChannels channels = GrpcChannels.builder((subStream, settings) ->
                        NettyChannelBuilder.forAddress("localhost", 1).build())
                .build()) {
            assertThatThrownBy(() -> channels.channel(1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("sub-stream 1");
        }
    }

    @Test
    void invalidApplicationNameIsRejected() {
        assertThatThrownBy(() -> GrpcChannels.builder(this::create)
                        .applicationName("or\nders")
                        .build())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("application-name");
    }
}
