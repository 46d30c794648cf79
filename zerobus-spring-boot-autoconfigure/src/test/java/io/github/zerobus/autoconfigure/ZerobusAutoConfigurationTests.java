package io.github.zerobus.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.Startup;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamState;
import io.github.zerobus.auth.HeadersProvider;
import io.github.zerobus.autoconfigure.fixture.Certificates;
import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import io.github.zerobus.channel.GrpcChannelProvider;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.StatusCode;
import io.github.zerobus.health.ZerobusHealthIndicator;
import io.github.zerobus.metrics.ZerobusMetrics;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.template.ZerobusOperations;
import io.github.zerobus.template.ZerobusTemplate;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.grpc.client.GrpcChannelFactory;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class ZerobusAutoConfigurationTests {

    private static final String TABLE = "main.test.records";

    private final ApplicationContextRunner empty = ContextRunners.full();

    /** With a table, so that the embedded server and the default stream are auto-configured. */
    private final ApplicationContextRunner runner = empty.withPropertyValues("zerobus.table=" + TABLE);

    private final ApplicationContextRunner withoutEmbedded =
            runner.withClassLoader(new FilteredClassLoader(EmbeddedZerobusServer.class));

    @Test
    void recordsAreSentToEmbeddedServerByDefault() {
        runner.run(context -> {
            ZerobusTemplate template = context.getBean(ZerobusTemplate.class);
            template.sendAndAwait(Map.of("key", 1), Duration.ofSeconds(10));
            assertThat(context.getBean("zerobusStream")).isInstanceOf(MultiplexedStream.class);
            assertThat(context.getBean("zerobusTemplate")).isSameAs(template);
            assertThat(context).hasSingleBean(ZerobusOperations.class);
            EmbeddedZerobusServer server = context.getBean(EmbeddedZerobusServer.class);
            assertThat(server.table(TABLE).rows()).extracting(row -> row.text()).containsExactly("{\"key\":1}");
            assertThat(server.connectionsAccepted()).isEqualTo(4);
        });
    }

    @Test
    void streamBuildsItsChannelsWithoutGrpcStarter() {
        runner.withClassLoader(new FilteredClassLoader(GrpcChannelFactory.class))
                .run(context -> {
                    assertThat(context).doesNotHaveBean(GrpcChannelProvider.class);
                    context.getBean(ZerobusTemplate.class).sendAndAwait("{\"key\":1}", Duration.ofSeconds(10));
                    assertThat(context.getBean(EmbeddedZerobusServer.class).connectionsAccepted())
                            .isEqualTo(4);
                });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sharedChannelUsesOneConnection(boolean grpcStarter) {
        ApplicationContextRunner shared =
                runner.withPropertyValues("zerobus.stream.shared-channel=true", "zerobus.stream.sub-streams=8");
        (grpcStarter ? shared : shared.withClassLoader(new FilteredClassLoader(GrpcChannelFactory.class)))
                .run(context -> {
                    context.getBean(ZerobusTemplate.class).sendAndAwait("{\"key\":1}", Duration.ofSeconds(10));
                    assertThat(context.getBean(EmbeddedZerobusServer.class).connectionsAccepted())
                            .isEqualTo(1);
                });
    }

    @Test
    void defaultDeadlineDoesNotApplyToStream() {
        runner.withPropertyValues("spring.grpc.client.channel.default.default.deadline=300ms")
                .run(context -> {
                    ZerobusTemplate template = context.getBean(ZerobusTemplate.class);
                    template.sendAndAwait("{\"key\":1}", Duration.ofSeconds(10));
                    long later = System.nanoTime() + Duration.ofMillis(700).toNanos();
                    await().until(() -> System.nanoTime() > later);
                    template.sendAndAwait("{\"key\":2}", Duration.ofSeconds(10));
                    assertThat(context.getBean(EmbeddedZerobusServer.class)
                                    .table(TABLE)
                                    .streams())
                            .hasSize(4);
                });
    }

    @Test
    void sslBundleIsUsedForTls() {
        try (EmbeddedZerobusServer server =
                EmbeddedZerobusServer.builder().tls(true).start()) {
            String pem = Certificates.pem(server);
            Stream.of(runner, runner.withClassLoader(new FilteredClassLoader(GrpcChannelFactory.class)))
                    .forEach(variant -> variant.withBean(HeadersProvider.class, () -> table -> Map.of())
                            .withPropertyValues(
                                    "zerobus.endpoint=" + server.endpoint(),
                                    "zerobus.ssl.bundle=test",
                                    "spring.ssl.bundle.pem.test.truststore.certificate=" + pem)
                            .run(context -> {
                                context.getBean(ZerobusTemplate.class)
                                        .sendAndAwait("{\"key\":1}", Duration.ofSeconds(10));
                                assertThat(context).doesNotHaveBean(EmbeddedZerobusServer.class);
                            }));
            assertThat(server.connectionsAccepted()).isEqualTo(8);
        }
    }

    @Test
    void httpsEndpointIsNeverUsedWithoutTls() {
        try (EmbeddedZerobusServer plaintext = EmbeddedZerobusServer.start()) {
            Stream.of(runner, runner.withClassLoader(new FilteredClassLoader(GrpcChannelFactory.class)))
                    .forEach(variant -> variant.withBean(HeadersProvider.class, () -> table -> Map.of())
                            .withPropertyValues(
                                    "zerobus.endpoint=https://127.0.0.1:" + plaintext.port(),
                                    "zerobus.stream.startup-timeout=1s")
                            .run(context -> assertThat(context).hasFailed()));
            assertThat(plaintext.table(TABLE).streams()).isEmpty();
        }
    }

    @Test
    void startFailsWhenFactoryDoesNotRequestCredentialsForHttps() {
        runner.withClassLoader(new FilteredClassLoader("io.grpc.inprocess"))
                .withBean(GrpcChannelFactory.class, PlainFactory::new)
                .withBean(HeadersProvider.class, () -> table -> Map.of())
                .withPropertyValues("zerobus.endpoint=https://127.0.0.1:1")
                .run(context -> {
                    assertThat(context).hasFailed();
                    assertThat(context.getStartupFailure())
                            .rootCause()
                            .isInstanceOf(ZerobusConfigurationException.class)
                            .hasMessageContaining(PlainFactory.class.getName());
                });
    }

    /** Factory of an application that does not apply customizer beans. */
    static final class PlainFactory implements GrpcChannelFactory {

        @Override
        public boolean supports(String target) {
            return true;
        }

        @Override
        public io.grpc.ManagedChannel createChannel(
                String target, org.springframework.grpc.client.ChannelBuilderOptions options) {
            var builder = io.grpc.netty.NettyChannelBuilder.forTarget(target).usePlaintext();
            options.<io.grpc.netty.NettyChannelBuilder>customizer().customize(target, builder);
            return builder.build();
        }
    }

    @Test
    void userDefinedFactoryBuildsChannelsToPlaintextEndpoint() {
        runner.withBean(GrpcChannelFactory.class, PlainFactory::new)
                .run(context ->
                        context.getBean(ZerobusTemplate.class).sendAndAwait("{\"key\":1}", Duration.ofSeconds(10)));
    }

    @Test
    void autoConfigurationBacksOffWithoutConnection() {
        withoutEmbedded.run(context -> assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean(MultiplexedStream.class)
                .doesNotHaveBean(ZerobusTemplate.class));
    }

    @Test
    void autoConfigurationBacksOffWhenDisabled() {
        runner.withPropertyValues("zerobus.enabled=false")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(MultiplexedStream.class)
                        .doesNotHaveBean(EmbeddedZerobusServer.class));
    }

    @Test
    void defaultStreamRequiresTable() {
        empty.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(MultiplexedStream.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zerobus.endpoint=http://127.0.0.1:1", "zerobus.embedded.enabled=false"})
    void embeddedServerBacksOff(String property) {
        runner.withPropertyValues(property, "zerobus.stream.startup=background")
                .run(context -> assertThat(context).doesNotHaveBean(EmbeddedZerobusServer.class));
    }

    @Test
    void connectionDetailsTakePrecedenceOverProperties() {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            withoutEmbedded
                    .withBean(ZerobusConnectionDetails.class, () -> server::endpoint)
                    .withPropertyValues("zerobus.endpoint=http://127.0.0.1:1")
                    .run(context -> {
                        context.getBean(ZerobusTemplate.class).sendAndAwait("{\"key\":1}", Duration.ofSeconds(10));
                        assertThat(server.table(TABLE).durableRecords()).isEqualTo(1);
                    });
        }
    }

    @Test
    void credentialsOfPropertiesRequestOneToken() {
        try (EmbeddedZerobusServer server =
                EmbeddedZerobusServer.builder().credentials("id", "secret").start()) {
            withoutEmbedded
                    .withPropertyValues(
                            "zerobus.endpoint=" + server.endpoint(),
                            "zerobus.workspace-url=" + server.workspaceUrl(),
                            "zerobus.oauth.client-id=id",
                            "zerobus.oauth.client-secret=secret",
                            "zerobus.stream.schema-check=off",
                            "zerobus.stream.open-jitter=0s")
                    .run(context -> {
                        context.getBean(ZerobusTemplate.class).sendAndAwait("{\"key\":1}", Duration.ofSeconds(10));
                        assertThat(server.oauth().requests()).isEqualTo(1);
                    });
        }
    }

    @Test
    void customizersAreAppliedInOrderAfterProperties() {
        runner.withUserConfiguration(Customizers.class)
                .withPropertyValues("zerobus.stream.sub-streams=2", "zerobus.stream.max-block=7s")
                .run(context -> {
                    StreamOptions options =
                            context.getBean(MultiplexedStream.class).options();
                    assertThat(options.subStreams()).isEqualTo(5);
                    assertThat(options.maxBlock()).hasSeconds(7);
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class Customizers {

        @Bean
        @Order(2)
        StreamOptionsCustomizer second() {
            return options -> options.subStreams(5);
        }

        @Bean
        @Order(1)
        StreamOptionsCustomizer first() {
            return options -> options.subStreams(3);
        }
    }

    @Test
    void autoConfigurationBacksOffWhenUserDefinesStream() {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            MultiplexedStream own = MultiplexedStream.builder()
                    .endpoint(server.endpoint())
                    .table("a.b.c")
                    .build();
            runner.withBean("own", MultiplexedStream.class, () -> own).run(context -> {
                assertThat(context.getBean(MultiplexedStream.class)).isSameAs(own);
                assertThat(context).hasSingleBean(ZerobusTemplate.class);
            });
        }
    }

    @Test
    void objectsRequireJsonMapper() {
        runner.withClassLoader(new FilteredClassLoader(JsonMapper.class)).run(context -> {
            ZerobusTemplate template = context.getBean(ZerobusTemplate.class);
            template.sendAndAwait("{\"key\":1}", Duration.ofSeconds(10));
            assertThatThrownBy(() -> template.ingest(Map.of("key", 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("spring-boot-starter-jackson");
        });
    }

    @Test
    void healthAndMetersRequireTheirLibraries() {
        ApplicationContextRunner metered = runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new);
        metered.run(context -> assertThat(context)
                .hasSingleBean(ZerobusMetrics.class)
                .getBean("zerobusHealthContributor")
                .isInstanceOf(ZerobusHealthIndicator.class));
        runner.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("zerobusMetrics"));
        metered.withClassLoader(new FilteredClassLoader(HealthIndicator.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("zerobusHealthContributor"));
        metered.withPropertyValues("management.health.zerobus.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean("zerobusHealthContributor"));
    }

    @Test
    void startFailsWhenStreamCannotBeOpened() {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            server.onTable(TABLE).everyStream().refuse(StatusCode.NOT_FOUND);
            runner.withPropertyValues("zerobus.endpoint=" + server.endpoint())
                    .run(context -> assertThat(context).hasFailed());
        }
    }

    @Test
    void startDoesNotWaitWhenStartupIsBackground() {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            server.onTable(TABLE).everyStream().createAfter(Duration.ofMillis(300));
            runner.withPropertyValues(
                            "zerobus.endpoint=" + server.endpoint(),
                            "zerobus.stream.startup=background",
                            "zerobus.stream.open-jitter=0s")
                    .run(context -> {
                        MultiplexedStream stream = context.getBean(MultiplexedStream.class);
                        assertThat(stream.options().startup()).isEqualTo(Startup.BACKGROUND);
                        assertThat(stream.snapshot().state()).isEqualTo(StreamState.OPENING);
                        context.getBean(ZerobusTemplate.class).sendAndAwait("{\"key\":1}", Duration.ofSeconds(10));
                        await().until(() -> stream.snapshot().state() == StreamState.OPEN);
                    });
        }
    }

    @Test
    void closingContextFlushesStreamAndIgnoresPoison() {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            ApplicationContextRunner connected = runner.withPropertyValues("zerobus.endpoint=" + server.endpoint());
            connected.run(context -> {
                for (int i = 0; i < 1_000; i++) {
                    context.getBean(ZerobusTemplate.class).ingest("{\"key\":" + i + "}");
                }
            });
            assertThat(server.table(TABLE).durableRecords()).isEqualTo(1_000);
            connected.run(context -> {
                MultiplexedStream stream = context.getBean(MultiplexedStream.class);
                server.table(TABLE).liveStreams().get(0).fail(StatusCode.NOT_FOUND);
                await().until(() -> stream.snapshot().state() == StreamState.POISONED);
                assertThatThrownBy(() -> context.getBean(ZerobusTemplate.class).ingest("{\"key\":1}"))
                        .isInstanceOf(StreamPoisonedException.class);
            });
            await().until(() -> server.connectionsOpen() == 0);
        }
    }
}
