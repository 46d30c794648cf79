package io.github.zerobus.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.DurableRange;
import io.github.zerobus.MessageId;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.ObservedStream;
import io.github.zerobus.template.ZerobusTemplate;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;

@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class ApplicationStreamListenerTests {

    private static final String TABLE = "main.test.records";

    private final ApplicationContextRunner runner = ContextRunners.minimal()
            .withPropertyValues(
                    "zerobus.table=" + TABLE, "zerobus.stream.sub-streams=1", "zerobus.stream.recovery.backoff=10ms");

    /** Needs the template itself, as one that sends again somewhere else would. */
    @Order(2)
    static final class Told implements ZerobusListener {

        private final List<Object> news = new CopyOnWriteArrayList<>();
        private final ZerobusTemplate template;
        private @Nullable Throwable waiting;

        Told(ZerobusTemplate template) {
            this.template = template;
        }

        @Override
        public void onDurable(String stream, DurableRange range) {
            news.add(stream + " durable to " + range.last().offset());
        }

        @Override
        public void onPoison(String stream, StreamPoisonedException poison) {
            news.add(stream + " poisoned by " + poison.subStream());
        }

        @Override
        public void onRecovery(String stream, int subStream, @Nullable ZerobusException failure) {
            news.add(stream + " recovered " + subStream + " " + (failure == null));
            try {
                template.await(MessageId.fromRaw(1_000_000));
            } catch (IllegalStateException e) {
                waiting = e;
            }
        }

        @Override
        public void onRotation(String stream, int subStream) {
            news.add(stream + " rotated " + subStream);
        }
    }

    /** Comes first, and must not keep the news from the other. */
    @Order(1)
    static final class Broken implements ZerobusListener {

        @Override
        public void onDurable(String stream, DurableRange range) {
            throw new IllegalStateException("broken");
        }
    }

    static final class Events {

        private final List<ZerobusEvent> seen = new CopyOnWriteArrayList<>();

        @EventListener
        void on(ZerobusEvent event) {
            seen.add(event);
        }
    }

    /** The n-th of the table, once it is open. */
    private static ObservedStream physicalStream(EmbeddedZerobusServer server, int number) {
        return await().until(
                        () -> server.table(TABLE).streams(),
                        streams -> streams.size() >= number
                                && streams.get(number - 1).streamId().isPresent())
                .get(number - 1);
    }

    @Test
    void listenersAreToldWhatHappens() {
        runner.withBean(Told.class).withBean(Broken.class).run(context -> {
            Told told = context.getBean(Told.class);
            ZerobusTemplate template = context.getBean(ZerobusTemplate.class);
            EmbeddedZerobusServer server = context.getBean(EmbeddedZerobusServer.class);

            template.sendAndAwait("{\"a\":1}", Duration.ofSeconds(10));
            await().until(() -> told.news.contains("default durable to 0"));
            physicalStream(server, 1).closeSignal(Duration.ZERO);
            await().until(() -> told.news.contains("default rotated 0"));
            physicalStream(server, 2).dropConnection();
            await().until(() -> told.news.contains("default recovered 0 true"));
            await().untilAsserted(() -> assertThat(told.waiting).hasMessageContaining("await"));
            physicalStream(server, 3).fail(Status.NOT_FOUND);
            await().until(() -> told.news.contains("default poisoned by 0"));
        });
    }

    @Test
    void changesOfTheLifeCycleAreEvents() {
        runner.withBean(Events.class).run(context -> {
            List<ZerobusEvent> seen = context.getBean(Events.class).seen;
            EmbeddedZerobusServer server = context.getBean(EmbeddedZerobusServer.class);
            await().until(() -> seen.contains(new ZerobusEvent.Opened("default")));

            physicalStream(server, 1).closeSignal(Duration.ZERO);
            await().until(() -> seen.contains(new ZerobusEvent.Rotated("default", 0)));
            physicalStream(server, 2).dropConnection();
            await().until(() -> seen.contains(new ZerobusEvent.Recovered("default", 0)));
            assertThat(seen).contains(new ZerobusEvent.Recovering("default", 0));
            physicalStream(server, 3).fail(Status.NOT_FOUND);
            await().untilAsserted(() -> assertThat(seen)
                    .filteredOn(ZerobusEvent.Poisoned.class::isInstance)
                    .hasSize(1)
                    .first()
                    .extracting(event -> ((ZerobusEvent.Poisoned) event).cause().subStream())
                    .isEqualTo(0));
        });
    }

    static final class Faulty {

        @EventListener
        void on(ZerobusEvent.Opened event) {
            if (event.stream().equals("default")) {
                throw new IllegalStateException("a fault of the application");
            }
        }
    }

    @Test
    void faultsOfAnApplicationsListenerAreLogged(CapturedOutput output) {
        runner.withBean(Faulty.class)
                .run(context -> await().until(() -> output.getAll().contains("a fault of the application")));
    }

    @Test
    void closingIsAnEventAlsoOfAPoisonedStream() {
        List<Object> seen = new CopyOnWriteArrayList<>();
        runner.withInitializer(context -> context.addApplicationListener(event -> {
                    if (event instanceof org.springframework.context.PayloadApplicationEvent<?> payload) {
                        seen.add(payload.getPayload());
                    }
                }))
                .run(context -> {
                    EmbeddedZerobusServer server = context.getBean(EmbeddedZerobusServer.class);
                    physicalStream(server, 1).fail(Status.NOT_FOUND);
                    await().until(() -> seen.stream().anyMatch(ZerobusEvent.Poisoned.class::isInstance));
                    assertThat(seen).doesNotContain(new ZerobusEvent.Closed("default"));
                });
        assertThat(seen).endsWith(new ZerobusEvent.Closed("default"));
    }

    @Test
    void closingIsAnEventForThoseThatAreStillThere() {
        List<Object> seen = new CopyOnWriteArrayList<>();
        runner.withInitializer(context -> context.addApplicationListener(event -> {
                    if (event instanceof org.springframework.context.PayloadApplicationEvent<?> payload) {
                        seen.add(payload.getPayload());
                    }
                }))
                .run(context -> context.getBean(io.github.zerobus.stream.MultiplexedStream.class)
                        .close());
        assertThat(seen).contains(new ZerobusEvent.Opened("default"), new ZerobusEvent.Closed("default"));
    }
}
