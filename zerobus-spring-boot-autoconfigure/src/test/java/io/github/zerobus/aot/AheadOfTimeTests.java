package io.github.zerobus.aot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.zerobus.actuate.ZerobusEndpoint;
import io.github.zerobus.autoconfigure.ZerobusAutoConfiguration;
import io.github.zerobus.autoconfigure.ZerobusEmbeddedAutoConfiguration;
import io.github.zerobus.autoconfigure.ZerobusPropertiesAutoConfiguration;
import io.github.zerobus.autoconfigure.actuate.ZerobusEndpointAutoConfiguration;
import io.github.zerobus.autoconfigure.health.ZerobusHealthContributorAutoConfiguration;
import io.github.zerobus.autoconfigure.metrics.ZerobusMetricsAutoConfiguration;
import io.github.zerobus.autoconfigure.stream.ZerobusStreamAutoConfiguration;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.template.ZerobusTemplate;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.grpc.client.autoconfigure.CompositeChannelFactoryAutoConfiguration;
import org.springframework.boot.grpc.client.autoconfigure.GrpcClientAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.Compiled;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.javapoet.ClassName;

/**
 * Context that is processed ahead of time, in a package outside of the auto-configuration like that of an application.
 */
@Timeout(120)
@CompileWithForkedClassLoader
class AheadOfTimeTests {

    /** Service with its templates; public because generated code creates it. */
    public record Service(ZerobusTemplate records, ZerobusTemplate orders) {}

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        SslAutoConfiguration.class,
        JacksonAutoConfiguration.class,
        GrpcClientAutoConfiguration.class,
        CompositeChannelFactoryAutoConfiguration.class,
        ZerobusPropertiesAutoConfiguration.class,
        ZerobusEmbeddedAutoConfiguration.class,
        ZerobusAutoConfiguration.class,
        ZerobusStreamAutoConfiguration.class,
        ZerobusHealthContributorAutoConfiguration.class,
        ZerobusMetricsAutoConfiguration.class,
        ZerobusEndpointAutoConfiguration.class
    })
    static class Application {

        @Bean
        Service service(ZerobusTemplate records, @Qualifier("orders") ZerobusTemplate orders) {
            return new Service(records, orders);
        }

        @Bean
        MeterRegistry registry() {
            return new SimpleMeterRegistry();
        }
    }

    private static final String ORDERS = "zerobus.streams.orders.table=main.shop.orders";

    private static final TestPropertyValues COMMON = TestPropertyValues.of(
            "zerobus.table=main.test.records",
            "zerobus.stream.sub-streams=2",
            "zerobus.stream.open-jitter=0s",
            "management.endpoints.web.exposure.include=zerobus");

    private final EmbeddedZerobusServer server = EmbeddedZerobusServer.start();
    private final TestPropertyValues properties = COMMON.and("zerobus.endpoint=" + server.endpoint());

    @AfterEach
    void stop() {
        server.close();
    }

    /** Runs an application that was processed ahead of time with other properties, and inspects it. */
    private interface Built extends BiConsumer<TestPropertyValues, Consumer<GenericApplicationContext>> {}

    private static void build(TestPropertyValues properties, Consumer<Built> runs) {
        TestGenerationContext generation = new TestGenerationContext(AheadOfTimeTests.class);
        AnnotationConfigApplicationContext source = new AnnotationConfigApplicationContext();
        properties.applyTo(source);
        source.register(Application.class);
        ClassName initializer = process(source, generation);
        TestCompiler.forSystem()
                .with(generation)
                .compile(compiled -> runs.accept((values, look) -> run(instance(compiled, initializer), values, look)));
    }

    /** Processes a context like the build plugin. */
    private static ClassName process(GenericApplicationContext source, TestGenerationContext generation) {
        System.setProperty(AbstractAotProcessor.AOT_PROCESSING, "true");
        try {
            ClassName initializer = new ApplicationContextAotGenerator().processAheadOfTime(source, generation);
            generation.writeGeneratedContent();
            return initializer;
        } finally {
            System.clearProperty(AbstractAotProcessor.AOT_PROCESSING);
        }
    }

    @SuppressWarnings("unchecked")
    private static ApplicationContextInitializer<GenericApplicationContext> instance(
            Compiled compiled, ClassName initializer) {
        return (ApplicationContextInitializer<GenericApplicationContext>)
                compiled.getInstance(ApplicationContextInitializer.class, initializer.toString());
    }

    private static void run(
            ApplicationContextInitializer<GenericApplicationContext> initializer,
            TestPropertyValues properties,
            Consumer<GenericApplicationContext> look) {
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            properties.applyTo(context);
            initializer.initialize(context);
            context.refresh();
            look.accept(context);
        }
    }

    private static int subStreams(GenericApplicationContext context, String bean) {
        return context.getBean(bean, MultiplexedStream.class).options().subStreams();
    }

    @Test
    void contextStartsFromGeneratedCodeWithAllStreams() {
        build(properties.and(ORDERS), built -> {
            assertThat(server.connectionsAccepted()).isZero();
            built.accept(properties.and(ORDERS), context -> {
                Service service = context.getBean(Service.class);
                service.records().sendAndAwait("{\"a\":1}", Duration.ofSeconds(10));
                service.orders().sendAndAwait("{\"a\":1}", Duration.ofSeconds(10));
                assertThat(context.getBean("zerobusTemplate")).isSameAs(service.records());
                assertThat(context.getBean("ordersZerobusTemplate")).isSameAs(service.orders());
                assertThat(context.getBeanProvider(EmbeddedZerobusServer.class)).isEmpty();
                assertActuated(context);
            });
        });
        assertThat(server.table("main.test.records").rows()).hasSize(1);
        assertThat(server.table("main.shop.orders").rows()).hasSize(1);
    }

    private static void assertActuated(GenericApplicationContext context) {
        assertThat(context.getBean("zerobusHealthContributor", CompositeHealthContributor.class).stream()
                        .map(HealthContributors.Entry::name))
                .containsExactly("default", "orders");
        assertThat(context.getBean(MeterRegistry.class)
                        .get("zerobus.stream.acked")
                        .tag("stream", "orders")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
        assertThat(context.getBean(ZerobusEndpoint.class).zerobus().streams()).hasSize(2);
    }

    @Test
    void valuesAndNamedStreamsAreReadAtRuntime() {
        build(properties.and(ORDERS), built -> {
            built.accept(
                    properties.and(
                            "zerobus.streams.orders.table=main.shop.others",
                            "zerobus.streams.orders.sub-streams=3",
                            "zerobus.streams.clicks.table=main.web.clicks",
                            "zerobus.stream.sub-streams=1"),
                    context -> {
                        context.getBean(Service.class).orders().sendAndAwait("{\"a\":1}", Duration.ofSeconds(10));
                        assertThat(subStreams(context, "ordersZerobusStream")).isEqualTo(3);
                        assertThat(subStreams(context, "zerobusStream")).isEqualTo(1);
                        assertThat(context.getBeansOfType(MultiplexedStream.class))
                                .containsOnlyKeys("zerobusStream", "ordersZerobusStream", "clicksZerobusStream");
                    });
            assertThat(server.table("main.shop.others").rows()).hasSize(1);
            assertThat(server.table("main.web.clicks").streams()).hasSize(1);
        });
    }

    @Test
    void startFailsWhenInjectedNamedStreamIsNotConfiguredAtRuntime() {
        build(properties.and(ORDERS), built -> {
            assertThatThrownBy(() -> built.accept(properties, context -> {}))
                    .rootCause()
                    .isInstanceOf(NoSuchBeanDefinitionException.class)
                    .hasMessageContaining("ZerobusTemplate")
                    .hasMessageContaining("orders");
        });
    }

    @Test
    void defaultStreamIsFixedAtBuildTime() {
        TestPropertyValues named = TestPropertyValues.of("zerobus.endpoint=" + server.endpoint(), ORDERS);
        build(
                named,
                built -> built.accept(
                        named.and("zerobus.table=main.test.records"),
                        context -> assertThat(context.getBeansOfType(MultiplexedStream.class))
                                .containsOnlyKeys("ordersZerobusStream")));
    }

    @Test
    void startFailsWhenConnectionIsConfiguredAtRuntimeOnly() {
        build(COMMON.and(ORDERS), built -> {
            for (String connection : List.of(
                    "zerobus.endpoint=" + server.endpoint(),
                    "zerobus.oauth.client-id=id",
                    "zerobus.embedded.enabled=false")) {
                assertThatThrownBy(() -> built.accept(COMMON.and(ORDERS, connection), context -> {}))
                        .rootCause()
                        .hasMessageContaining("was built for the embedded server")
                        .hasMessageContaining(connection.substring(0, connection.indexOf('=')));
            }
        });
        assertThat(server.connectionsAccepted()).isZero();
    }

    @Test
    void embeddedServerTakesRecordsWhenNoConnectionIsConfiguredAtRuntime() {
        build(
                COMMON.and(ORDERS),
                built -> built.accept(COMMON.and(ORDERS), context -> {
                    context.getBean(Service.class).records().sendAndAwait("{\"a\":1}", Duration.ofSeconds(10));
                    assertThat(context.getBean(EmbeddedZerobusServer.class)
                                    .table("main.test.records")
                                    .rows())
                            .hasSize(1);
                }));
    }
}
