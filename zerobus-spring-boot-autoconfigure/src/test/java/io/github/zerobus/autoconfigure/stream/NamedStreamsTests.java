package io.github.zerobus.autoconfigure.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.RecordType;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.StreamState;
import io.github.zerobus.autoconfigure.ZerobusConfigurationException;
import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.StatusCode;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.template.ZerobusTemplate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.grpc.client.GrpcChannelFactory;

@Timeout(60)
class NamedStreamsTests {

    private final ApplicationContextRunner runner = ContextRunners.full();

    private final ApplicationContextRunner two = runner.withPropertyValues(
            "zerobus.stream.sub-streams=2",
            "zerobus.stream.flush-timeout=9s",
            "zerobus.streams.orders.table=main.shop.orders",
            "zerobus.streams.clicks.table=main.web.clicks",
            "zerobus.streams.clicks.sub-streams=1");

    private final ApplicationContextRunner three = two.withPropertyValues("zerobus.table=main.test.records");

    /** Templates and streams as a service injects them. */
    record Service(
            ZerobusTemplate records,
            @Qualifier("orders") ZerobusTemplate orders,
            @Qualifier("orders") MultiplexedStream ordersStream,
            @Qualifier("clicks") ZerobusTemplate clicks) {}

    @Test
    void eachStreamHasItsBeansAndTable() {
        three.withBean(Service.class).run(context -> {
            Service service = context.getBean(Service.class);
            assertThat(service.records()).isSameAs(context.getBean("zerobusTemplate"));
            assertThat(service.orders()).isSameAs(context.getBean("ordersZerobusTemplate"));
            assertThat(service.ordersStream()).isSameAs(context.getBean("ordersZerobusStream"));
            assertThat(service.clicks()).isSameAs(context.getBean("clicksZerobusTemplate"));

            service.records().ingest("{\"a\":1}");
            service.orders().ingest("{\"a\":2}");
            service.clicks().sendAndAwait("{\"a\":3}", Duration.ofSeconds(10));
            service.orders().flush(Duration.ofSeconds(10));
            service.records().flush(Duration.ofSeconds(10));
            EmbeddedZerobusServer server = context.getBean(EmbeddedZerobusServer.class);
            Map.of("main.test.records", 1, "main.shop.orders", 2, "main.web.clicks", 3)
                    .forEach((table, value) -> assertThat(server.table(table).rows())
                            .extracting(row -> row.text())
                            .containsExactly("{\"a\":" + value + "}"));
        });
    }

    @Test
    void namedStreamInheritsValuesOfDefaultStream() {
        two.run(context -> {
            StreamOptions orders = context.getBean("ordersZerobusStream", MultiplexedStream.class)
                    .options();
            StreamOptions clicks = context.getBean("clicksZerobusStream", MultiplexedStream.class)
                    .options();
            assertThat(orders.subStreams()).isEqualTo(2);
            assertThat(clicks.subStreams()).isEqualTo(1);
            assertThat(orders.flushTimeout()).isEqualTo(clicks.flushTimeout()).isEqualTo(Duration.ofSeconds(9));
            assertThat(orders.recordType()).isEqualTo(RecordType.JSON);
        });
    }

    @Test
    void namedStreamIsConfiguredByVariables() {
        runner.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                "test-systemEnvironment",
                                Map.of(
                                        "ZEROBUS_STREAMS_ORDERS_TABLE", "main.shop.orders",
                                        "ZEROBUS_STREAMS_ORDERS_SUBSTREAMS", "3",
                                        "ZEROBUS_STREAMS_ORDERS_RECOVERY_MAXRETRIES", "9"))))
                .run(context -> {
                    StreamOptions orders = context.getBean("ordersZerobusStream", MultiplexedStream.class)
                            .options();
                    assertThat(orders.subStreams()).isEqualTo(3);
                    assertThat(orders.recovery().maxRetries()).isEqualTo(9);
                });
    }

    @Test
    void singleNamedStreamIsInjectedWithoutQualifier() {
        runner.withPropertyValues("zerobus.streams.orders.table=main.shop.orders")
                .run(context -> assertThat(context.getBean(ZerobusTemplate.class))
                        .isSameAs(context.getBean("ordersZerobusTemplate")));
        two.run(context -> assertThatThrownBy(() -> context.getBean(ZerobusTemplate.class))
                .isInstanceOf(NoUniqueBeanDefinitionException.class));
    }

    @Test
    void streamsAreOpenedAtStartAndFlushedAtShutdown() {
        MultiplexedStream[] streams = new MultiplexedStream[3];
        three.withPropertyValues("zerobus.embedded.ack-delay=300ms").run(context -> {
            streams[0] = context.getBean("zerobusStream", MultiplexedStream.class);
            streams[1] = context.getBean("ordersZerobusStream", MultiplexedStream.class);
            streams[2] = context.getBean("clicksZerobusStream", MultiplexedStream.class);
            for (MultiplexedStream stream : streams) {
                assertThat(stream.snapshot().state()).isEqualTo(StreamState.OPEN);
            }
            context.getBean("ordersZerobusTemplate", ZerobusTemplate.class).ingest("{\"a\":1}");
            context.getBean("clicksZerobusTemplate", ZerobusTemplate.class).ingest("{\"a\":1}");
        });
        for (MultiplexedStream stream : streams) {
            assertThat(stream.snapshot().state()).isEqualTo(StreamState.CLOSED);
            assertThat(stream.snapshot().inflightRequests()).isZero();
        }
    }

    @Test
    void namedStreamBuildsItsChannelsWithoutGrpcStarter() {
        two.withClassLoader(new FilteredClassLoader(GrpcChannelFactory.class))
                .run(context -> context.getBean("ordersZerobusTemplate", ZerobusTemplate.class)
                        .sendAndAwait("{\"a\":1}", Duration.ofSeconds(10)));
    }

    @Test
    void eachStreamIsHealthComponent() {
        three.run(context -> {
            EmbeddedZerobusServer server = context.getBean(EmbeddedZerobusServer.class);
            CompositeHealthContributor health =
                    context.getBean("zerobusHealthContributor", CompositeHealthContributor.class);
            assertThat(health.stream().map(HealthContributors.Entry::name))
                    .containsExactly("clicks", "default", "orders");
            server.table("main.shop.orders").liveStreams().get(0).fail(StatusCode.NOT_FOUND);
            await().untilAsserted(() -> assertThat(status(health, "orders")).isEqualTo("DOWN"));
            assertThat(status(health, "clicks")).isEqualTo("UP");
            assertThat(status(health, "default")).isEqualTo("UP");
        });
        runner.withPropertyValues("zerobus.table=main.test.records")
                .run(context ->
                        assertThat(context.getBean("zerobusHealthContributor")).isInstanceOf(HealthIndicator.class));
    }

    private static String status(CompositeHealthContributor health, String name) {
        return health.getContributor(name) instanceof HealthIndicator indicator
                ? Objects.requireNonNull(indicator.health(false)).getStatus().getCode()
                : "none";
    }

    @Test
    void metersHaveTagOfStreamAndAreRemovedWithIt() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        three.withBean(SimpleMeterRegistry.class, () -> registry).run(context -> {
            context.getBean("ordersZerobusTemplate", ZerobusTemplate.class)
                    .sendAndAwait("{\"a\":1}", Duration.ofSeconds(10));
            for (String stream : new String[] {"default", "orders", "clicks"}) {
                assertThat(registry.get("zerobus.stream.acked")
                                .tag("stream", stream)
                                .functionCounter()
                                .count())
                        .isEqualTo(stream.equals("orders") ? 1 : 0);
            }
            context.getBean("ordersZerobusStream", MultiplexedStream.class).close();
            await().untilAsserted(() -> assertThat(registry.find("zerobus.stream.acked")
                            .tag("stream", "orders")
                            .meters())
                    .isEmpty());
            assertThat(registry.find("zerobus.stream.acked")
                            .tag("stream", "clicks")
                            .meters())
                    .hasSize(1);
        });
    }

    @Test
    void invalidValueIsReportedWithFullKey() {
        fails("zerobus.streams.orders.sub-streams=2", "zerobus.streams.orders.table is missing");
        fails("zerobus.streams.default.table=main.test.records", "invalid stream name 'default'");
        fails(
                "zerobus.streams.orders.table=main.shop.orders,zerobus.streams.orders.record-type=proto",
                "zerobus.streams.orders.record-type is proto");
        fails("zerobus.streams.orders.table=orders", "zerobus.streams.orders.table is invalid");
        fails(
                "zerobus.streams.orders.table=main.shop.orders,zerobus.streams.orders.sub-streams=65",
                "zerobus.streams.orders.sub-streams is invalid");
    }

    private void fails(String properties, String message) {
        runner.withPropertyValues(properties.split(","))
                .run(context -> assertThat(NestedExceptionUtils.getMostSpecificCause(
                                Objects.requireNonNull(context.getStartupFailure())))
                        .isInstanceOf(ZerobusConfigurationException.class)
                        .hasMessageContaining(message));
    }
}
