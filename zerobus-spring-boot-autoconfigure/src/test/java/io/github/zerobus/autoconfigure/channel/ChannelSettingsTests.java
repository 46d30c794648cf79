package io.github.zerobus.autoconfigure.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.ObservedStream;
import io.grpc.ManagedChannelBuilder;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.grpc.client.GrpcChannelFactory;

@Timeout(60)
class ChannelSettingsTests {

    private final ApplicationContextRunner runner =
            ContextRunners.full().withPropertyValues("zerobus.table=main.iot.readings", "zerobus.stream.sub-streams=1");

    @ParameterizedTest
    @CsvSource({"orders,,orders", "orders,billing,billing", ",billing,billing"})
    void applicationNameIsInUserAgentOfAllChannels(String spring, String zerobus, String expected) {
        Stream.of(runner, runner.withClassLoader(new FilteredClassLoader(GrpcChannelFactory.class)))
                .forEach(variant -> variant.withPropertyValues(
                                spring == null ? "a=b" : "spring.application.name=" + spring,
                                zerobus == null ? "a=b" : "zerobus.application-name=" + zerobus)
                        .run(context -> {
                            List<ObservedStream> streams = context.getBean(EmbeddedZerobusServer.class)
                                    .table("main.iot.readings")
                                    .streams();
                            assertThat(streams.get(0).header("user-agent").orElse(""))
                                    .matches("zerobus-spring/\\S+ " + expected + " grpc-java-netty/.*");
                        }));
    }

    @Test
    void keepaliveIsSetOnChannelBuilder() {
        runner.withPropertyValues("zerobus.channel.keepalive.time=20s", "zerobus.channel.keepalive.timeout=3s")
                .run(context -> {
                    ManagedChannelBuilder<?> builder = mock();
                    context.getBean(ChannelSettings.class).apply(0, builder);
                    then(builder).should().keepAliveTime(20_000_000_000L, TimeUnit.NANOSECONDS);
                    then(builder).should().keepAliveTimeout(3_000_000_000L, TimeUnit.NANOSECONDS);
                });
    }

    @Test
    void keepaliveAndProxyAreNotSetByDefault() {
        runner.run(context -> {
            ManagedChannelBuilder<?> builder = mock();
            context.getBean(ChannelSettings.class).apply(0, builder);
            then(builder).should(never()).keepAliveTime(anyLong(), any());
            then(builder).should(never()).keepAliveTimeout(anyLong(), any());
            then(builder).should(never()).proxyDetector(any());
        });
    }
}
