package io.github.zerobus.autoconfigure.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.Endpoint;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.auth.HeadersProvider;
import io.github.zerobus.auth.Token;
import io.github.zerobus.auth.TokenProvider;
import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import io.github.zerobus.channel.GrpcChannel;
import io.github.zerobus.channel.GrpcChannelProvider;
import io.github.zerobus.channel.GrpcChannels;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.records.ObjectJson;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.template.ZerobusTemplate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** Beans of the application that replace those of the auto-configuration. */
@Timeout(60)
class ZerobusStreamAutoConfigurationTests {

    private static final String TABLE = "main.test.records";

    private final EmbeddedZerobusServer server = EmbeddedZerobusServer.start();

    private final ApplicationContextRunner runner = ContextRunners.full()
            .withPropertyValues(
                    "zerobus.endpoint=" + server.endpoint(),
                    "zerobus.table=" + TABLE,
                    "zerobus.stream.sub-streams=2",
                    "zerobus.stream.open-jitter=0s");

    @AfterEach
    void stop() {
        server.close();
    }

    private static void send(ApplicationContext context, Object record) {
        context.getBean(ZerobusTemplate.class).sendAndAwait(record, Duration.ofSeconds(10));
    }

    /** Returns the distinct authorization headers of the physical streams. */
    private List<String> authorizations() {
        return server.table(TABLE).streams().stream()
                .map(stream -> stream.header("authorization").orElse("none"))
                .distinct()
                .toList();
    }

    @Test
    void autoConfigurationBacksOffWhenUserDefinesTemplate() {
        MultiplexedStream stream = MultiplexedStream.builder()
                .endpoint(server.endpoint())
                .table(TABLE)
                .build();
        ZerobusTemplate own = new ZerobusTemplate(stream, null, List.of());
        runner.withBean("own", ZerobusTemplate.class, () -> own).run(context -> {
            assertThat(context).getBean(ZerobusTemplate.class).isSameAs(own);
            assertThat(context).hasSingleBean(MultiplexedStream.class);
        });
        stream.close();
    }

    @Test
    void userDefinedOptionsApplyToDefaultStreamOnly() {
        StreamOptions own =
                StreamOptions.builder().subStreams(3).openJitter(Duration.ZERO).build();
        runner.withBean(StreamOptions.class, () -> own)
                .withPropertyValues("zerobus.streams.orders.table=main.shop.orders")
                .run(context -> {
                    assertThat(context.getBean("zerobusStream", MultiplexedStream.class)
                                    .options())
                            .isSameAs(own);
                    assertThat(context.getBean("ordersZerobusStream", MultiplexedStream.class)
                                    .options()
                                    .subStreams())
                            .isEqualTo(2);
                });
    }

    @Test
    void autoConfigurationBacksOffWhenUserDefinesObjectJson() {
        runner.withBean(ObjectJson.class, () -> record -> "{\"own\":1}".getBytes(StandardCharsets.UTF_8))
                .run(context -> send(context, Map.of("a", 1)));
        assertThat(server.table(TABLE).rows()).extracting(row -> row.text()).containsExactly("{\"own\":1}");
    }

    /** Channels to the server that ignore the configured endpoint. */
    private static final class OwnChannels implements GrpcChannelProvider {

        private final Set<Integer> requested = new ConcurrentSkipListSet<>();
        private final GrpcChannels channels;

        OwnChannels(int port, StreamOptions options) {
            channels = GrpcChannels.builder(Endpoint.parse("http://127.0.0.1:" + port))
                    .name("own")
                    .subStreams(options.subStreams())
                    .build();
        }

        @Override
        public GrpcChannel channel(int subStream) {
            requested.add(subStream);
            return channels.channel(subStream);
        }

        @Override
        public void close() {
            channels.close();
        }
    }

    @Test
    void autoConfigurationBacksOffWhenUserDefinesChannelProvider() {
        OwnChannels own = new OwnChannels(
                server.port(), StreamOptions.builder().subStreams(2).build());
        runner.withBean("own", OwnChannels.class, () -> own)
                .withPropertyValues("zerobus.endpoint=http://127.0.0.1:1")
                .run(context -> {
                    assertThat(context).getBean(GrpcChannelProvider.class).isSameAs(own);
                    send(context, "{\"a\":1}");
                });
        assertThat(own.requested).containsExactly(0, 1);
        assertThat(server.table(TABLE).durableRecords()).isEqualTo(1);
    }

    @Test
    void autoConfigurationBacksOffWhenUserDefinesHealthContributor() {
        HealthIndicator own = () -> Health.unknown().build();
        runner.withBean("zerobusHealthContributor", HealthContributor.class, () -> own)
                .run(context -> assertThat(context)
                        .hasSingleBean(HealthContributor.class)
                        .getBean("zerobusHealthContributor")
                        .isSameAs(own));
    }

    @Test
    void tokenProviderTakesPrecedenceOverCredentialsOfProperties() {
        runner.withBean(TokenProvider.class, () -> table -> new Token("of-" + table))
                .withPropertyValues(
                        "zerobus.workspace-url=" + server.workspaceUrl(),
                        "zerobus.oauth.client-id=id",
                        "zerobus.oauth.client-secret=hush")
                .run(context -> send(context, "{\"a\":1}"));
        assertThat(authorizations()).containsExactly("Bearer of-" + TABLE);
        assertThat(server.oauth().requests()).isZero();
    }

    @Test
    void headersProviderTakesPrecedenceOverTokenProvider() {
        runner.withBean(TokenProvider.class, () -> table -> new Token("unused"))
                .withBean(HeadersProvider.class, () -> table -> Map.of("authorization", "Bearer mine"))
                .run(context -> send(context, "{\"a\":1}"));
        assertThat(authorizations()).containsExactly("Bearer mine");
    }
}
