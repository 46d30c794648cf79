package io.github.zerobus.test;

import static io.github.zerobus.embedded.assertj.ZerobusAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.zerobus.StreamState;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.template.ZerobusTemplate;
import io.github.zerobus.test.TestApplication.Reading;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextManager;

/** Contexts that several test classes share through Spring's context cache. */
@Timeout(60)
class SharedContextTests {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String PROPERTY = "contexts=of-shared-context-tests";

    @SpringBootTest(properties = PROPERTY)
    @EmbeddedZerobus
    static class One {}

    @SpringBootTest(properties = PROPERTY)
    @EmbeddedZerobus(ackDelay = "PT0.01S")
    static class SameInIsoFormat {}

    @SpringBootTest(properties = PROPERTY)
    @EmbeddedZerobus(ackDelay = "20ms")
    static class Slower {}

    @SpringBootTest(properties = PROPERTY)
    @EmbeddedZerobus(ackDelay = "soon")
    static class Wrong {}

    static class Subclass extends One {}

    private final TestContext one = new TestContextManager(One.class).getTestContext();
    private final TestContext slower = new TestContextManager(Slower.class).getTestContext();

    @AfterEach
    void end() {
        one.markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
        slower.markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
    }

    private static ConfigurableApplicationContext contextOf(TestContext test) {
        return (ConfigurableApplicationContext) test.getApplicationContext();
    }

    private static void send(ConfigurableApplicationContext context, int number) {
        context.getBean(ZerobusTemplate.class).sendAndAwait(new Reading("a", number), LIMIT);
    }

    @Test
    void contextIsSharedWhenAttributesAreEqual() {
        ConfigurableApplicationContext context = contextOf(one);

        assertThat(new TestContextManager(SameInIsoFormat.class)
                        .getTestContext()
                        .getApplicationContext())
                .isSameAs(context);
        assertThat(new TestContextManager(Subclass.class).getTestContext().getApplicationContext())
                .isSameAs(context);
        assertThat(contextOf(slower)).isNotSameAs(context);
        assertThat(contextOf(slower).getBean(EmbeddedZerobusServer.class))
                .isNotSameAs(context.getBean(EmbeddedZerobusServer.class));
    }

    @Test
    void invalidAckDelayIsReportedWithAttributeAndClass() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TestContextManager(Wrong.class))
                .withMessageContaining("ackDelay")
                .withMessageContaining("soon")
                .withMessageContaining("Wrong");
    }

    @Test
    void serverAndStreamSurvivePauseOfContext() {
        ConfigurableApplicationContext context = contextOf(one);
        EmbeddedZerobusServer server = context.getBean(EmbeddedZerobusServer.class);
        MultiplexedStream stream = context.getBean(MultiplexedStream.class);
        send(context, 1);

        context.pause();
        assertThat(stream.snapshot().state()).isEqualTo(StreamState.OPEN);
        context.restart();

        send(context, 2);
        assertThat(context.getBean(EmbeddedZerobusServer.class)).isSameAs(server);
        assertThat(server.table(TestApplication.TABLE)).hasDurableRecords(2);
        assertThat(server.table(TestApplication.TABLE).streams()).hasSize(4);
    }

    @Test
    void contextPausedByCacheIsRestartedOnNextUse() throws Exception {
        TestContextManager manager = new TestContextManager(One.class);
        ConfigurableApplicationContext context = contextOf(one);
        send(context, 1);

        one.markApplicationContextUnused();
        contextOf(slower);
        assertThat(context.isRunning()).isFalse();

        send(contextOf(manager.getTestContext()), 2);
        assertThat(context.isRunning()).isTrue();
        assertThat(context.getBean(EmbeddedZerobusServer.class).table(TestApplication.TABLE))
                .hasDurableRecords(2);
    }

    @Test
    void serverIsClosedWithContextAndAfterStream() {
        ConfigurableApplicationContext context = contextOf(one);
        EmbeddedZerobusServer server = context.getBean(EmbeddedZerobusServer.class);
        ZerobusTemplate template = context.getBean(ZerobusTemplate.class);
        for (int i = 0; i < 1_000; i++) {
            template.ingest(new Reading("a", i));
        }

        one.markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);

        assertThat(isListening(server)).isFalse();
        assertThat(server.table(TestApplication.TABLE)).hasDurableRecords(1_000);
    }

    private static boolean isListening(EmbeddedZerobusServer server) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
