package io.github.zerobus.autoconfigure.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.StreamState;
import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.template.ZerobusTemplate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

@Timeout(120)
class ZerobusStreamLifecycleTests {

    private static final String TABLE = "main.test.records";
    private static final int ROUNDS = 100;

    private final EmbeddedZerobusServer server =
            EmbeddedZerobusServer.builder().credentials("id", "secret").start();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private final ApplicationContextRunner runner = ContextRunners.full()
            .withBean(
                    "registry",
                    SimpleMeterRegistry.class,
                    () -> registry,
                    definition -> definition.setDestroyMethodName(""))
            .withPropertyValues(
                    "zerobus.endpoint=" + server.endpoint(),
                    "zerobus.workspace-url=" + server.workspaceUrl(),
                    "zerobus.oauth.client-id=id",
                    "zerobus.oauth.client-secret=secret",
                    "zerobus.table=" + TABLE,
                    "zerobus.stream.sub-streams=2",
                    "zerobus.stream.open-jitter=0s",
                    "zerobus.streams.clicks.table=main.web.clicks");

    @AfterEach
    void stop() {
        server.close();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("zerobus-") && !name.startsWith("zerobus-embedded"))
                .toList();
    }

    @Test
    void hundredContextsLeaveNoMetersConnectionsAndThreads() {
        for (int round = 0; round < ROUNDS; round++) {
            runner.run(context -> {
                context.getBean("zerobusTemplate", ZerobusTemplate.class).ingest("{\"a\":1}");
                context.getBean("clicksZerobusTemplate", ZerobusTemplate.class).ingest("{\"a\":1}");
                assertThat(registry.get("zerobus.token.refreshes")
                                .tag("outcome", "success")
                                .functionCounter()
                                .count())
                        .isPositive();
            });
            assertThat(registry.getMeters())
                    .extracting(meter -> meter.getId().getName())
                    .noneMatch(name -> name.startsWith("zerobus."));
        }
        assertThat(server.table(TABLE).rows()).hasSize(ROUNDS);
        assertThat(server.table("main.web.clicks").rows()).hasSize(ROUNDS);
        await().untilAsserted(() -> assertThat(server.connectionsOpen()).isZero());
        await().atMost(20, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    @Test
    void streamsAreOpenedWhenBeansAreLazy() {
        runner.withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .run(context -> {
                    assertThat(server.table(TABLE).liveStreams()).hasSize(2);
                    assertThat(server.table("main.web.clicks").liveStreams()).hasSize(2);
                    assertThat(registry.find("zerobus.stream.ingested").meters())
                            .hasSize(2);
                    assertThat(context.getBean("zerobusStream", MultiplexedStream.class)
                                    .snapshot()
                                    .state())
                            .isEqualTo(StreamState.OPEN);
                });
    }
}
