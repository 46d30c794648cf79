package io.github.zerobus.autoconfigure.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import io.github.zerobus.channel.GrpcChannelCustomizer;
import io.github.zerobus.stream.MultiplexedStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.grpc.client.GrpcChannelFactory;

@Timeout(60)
class ChannelConfigurationTests {

    private final ApplicationContextRunner runner =
            ContextRunners.full().withPropertyValues("zerobus.table=main.test.records", "zerobus.stream.sub-streams=2");

    static final class Calls {

        private final List<String> order = new CopyOnWriteArrayList<>();
    }

    @Configuration(proxyBeanMethods = false)
    static class Customizers {

        @Bean
        Calls calls() {
            return new Calls();
        }

        @Bean
        @Order(3)
        GrpcChannelCustomizer third(Calls calls) {
            return (subStream, builder) -> calls.order.add("third of " + subStream);
        }

        @Bean
        @Order(1)
        GrpcChannelCustomizer first(Calls calls) {
            return (subStream, builder) -> calls.order.add("first of " + subStream);
        }

        @Bean
        @Order(2)
        GrpcChannelCustomizer second(Calls calls) {
            return (subStream, builder) -> calls.order.add("second of " + subStream);
        }
    }

    @Test
    void customizersAreCalledInOrderForEachSubStreamOfAllChannels() {
        Stream.of(runner, runner.withClassLoader(new FilteredClassLoader(GrpcChannelFactory.class)))
                .forEach(variant -> variant.withUserConfiguration(Customizers.class)
                        .run(context -> {
                            assertThat(context).hasSingleBean(MultiplexedStream.class);
                            assertThat(context.getBean(Calls.class).order)
                                    .containsExactly(
                                            "first of 0",
                                            "second of 0",
                                            "third of 0",
                                            "first of 1",
                                            "second of 1",
                                            "third of 1");
                        }));
    }
}
