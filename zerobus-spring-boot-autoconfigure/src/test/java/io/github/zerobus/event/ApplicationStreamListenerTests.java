package io.github.zerobus.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

import io.github.zerobus.DurableRange;
import io.github.zerobus.MessageId;
import io.github.zerobus.RejectReason;
import io.github.zerobus.SendResult;
import io.github.zerobus.StreamListener;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.ObservedStream;
import io.github.zerobus.embedded.StatusCode;
import io.github.zerobus.template.ZerobusTemplate;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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

    /** Depends on the template, like a listener that sends records to another stream. */
    @Order(2)
    static final class RecordingListener implements ZerobusListener {

        private final List<Object> calls = new CopyOnWriteArrayList<>();
        private final ZerobusTemplate template;
        private @Nullable Throwable refused;

        RecordingListener(ZerobusTemplate template) {
            this.template = template;
        }

        @Override
        public void onDurable(String stream, DurableRange range) {
            calls.add(stream + " durable to " + range.last().offset());
        }

        @Override
        public void onPoison(String stream, StreamPoisonedException poison) {
            calls.add(stream + " poisoned by " + poison.subStream());
        }

        @Override
        public void onRecovery(String stream, int subStream, @Nullable ZerobusException failure) {
            calls.add(stream + " recovered " + subStream + " " + (failure == null));
            try {
                template.sendAndAwait("{\"a\":2}", Duration.ofSeconds(1));
            } catch (IllegalStateException e) {
                refused = e;
            }
        }

        @Override
        public void onRotation(String stream, int subStream) {
            calls.add(stream + " rotated " + subStream);
        }
    }

    /** Called first; must not prevent the call of the other listener. */
    @Order(1)
    static final class FailingListener implements ZerobusListener {

        @Override
        public void onDurable(String stream, DurableRange range) {
            throw new IllegalStateException("failing listener");
        }
    }

    static final class RecordingEventListener {

        private final List<ZerobusEvent> seen = new CopyOnWriteArrayList<>();

        @EventListener
        void on(ZerobusEvent event) {
            seen.add(event);
        }
    }

    /** Returns the n-th physical stream of the table, once it is open. */
    private static ObservedStream physicalStream(EmbeddedZerobusServer server, int number) {
        return await().until(
                        () -> server.table(TABLE).streams(),
                        streams -> streams.size() >= number
                                && streams.get(number - 1).streamId().isPresent())
                .get(number - 1);
    }

    @Test
    void listenersAreNotified() {
        runner.withBean(RecordingListener.class).withBean(FailingListener.class).run(context -> {
            RecordingListener listener = context.getBean(RecordingListener.class);
            ZerobusTemplate template = context.getBean(ZerobusTemplate.class);
            EmbeddedZerobusServer server = context.getBean(EmbeddedZerobusServer.class);

            SendResult sent = template.sendAndAwait("{\"a\":1}", Duration.ofSeconds(10));
            await().until(() ->
                    listener.calls.contains("default durable to " + sent.id().offset()));
            physicalStream(server, 1).closeSignal(Duration.ZERO);
            await().until(() -> listener.calls.contains("default rotated 0"));
            physicalStream(server, 2).dropConnection();
            await().until(() -> listener.calls.contains("default recovered 0 true"));
            await().untilAsserted(() -> assertThat(listener.refused).hasMessageContaining("would block"));
            physicalStream(server, 3).fail(StatusCode.NOT_FOUND);
            await().until(() -> listener.calls.contains("default poisoned by 0"));
        });
    }

    /** All methods of the interface have an empty default, so the compiler does not report a missing one. */
    @Test
    void everyCallbackReachesTheListeners() {
        List<String> calls = new ArrayList<>();
        ZerobusListener recording = (ZerobusListener) Proxy.newProxyInstance(
                ZerobusListener.class.getClassLoader(),
                new Class<?>[] {ZerobusListener.class},
                (proxy, method, arguments) -> calls.add(method.getName() + " of " + arguments[0]));
        StreamListener adapter = new ApplicationStreamListener("orders", () -> List.of(recording), event -> {});
        ZerobusException cause = mock();

        adapter.onDurable(mock());
        adapter.onUnacked(MessageId.fromRaw(1), cause);
        adapter.onRefused(MessageId.fromRaw(2), mock());
        adapter.onPoison(mock());
        adapter.onRecovery(0, null);
        adapter.onRotation(0);
        adapter.onBackpressure(0, Duration.ofMillis(1));
        adapter.onRejected(RejectReason.SIZE, 1);

        assertThat(calls)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ZerobusListener.class.getMethods())
                        .map(method -> method.getName() + " of orders")
                        .toList());
    }

    @Test
    void rejectedAndUnackedRecordsReachTheListeners() {
        List<Object> calls = new CopyOnWriteArrayList<>();
        ZerobusListener listener = new ZerobusListener() {
            @Override
            public void onRejected(String stream, RejectReason reason, int records) {
                calls.add(reason);
            }

            @Override
            public void onUnacked(String stream, MessageId id, ZerobusException cause) {
                calls.add(id);
            }
        };
        runner.withBean(ZerobusListener.class, () -> listener).run(context -> {
            ZerobusTemplate template = context.getBean(ZerobusTemplate.class);
            EmbeddedZerobusServer server = context.getBean(EmbeddedZerobusServer.class);
            server.onTable(TABLE).everyStream().neverAck();
            physicalStream(server, 1).closeSignal(Duration.ZERO);
            physicalStream(server, 2);
            assertThatThrownBy(() -> template.ingest("no object")).isInstanceOf(IllegalArgumentException.class);
            MessageId id = template.ingest("{\"a\":1}");
            physicalStream(server, 2).fail(StatusCode.NOT_FOUND);
            await().untilAsserted(() -> assertThat(calls).containsExactly(RejectReason.INVALID, id));
        });
    }

    @Test
    void lifeCycleChangesArePublishedAsEvents() {
        runner.withBean(RecordingEventListener.class).run(context -> {
            List<ZerobusEvent> seen = context.getBean(RecordingEventListener.class).seen;
            EmbeddedZerobusServer server = context.getBean(EmbeddedZerobusServer.class);
            await().until(() -> seen.contains(new ZerobusEvent.Opened("default")));

            physicalStream(server, 1).closeSignal(Duration.ZERO);
            await().until(() -> seen.contains(new ZerobusEvent.Rotated("default", 0)));
            physicalStream(server, 2).dropConnection();
            await().until(() -> seen.contains(new ZerobusEvent.Recovered("default", 0)));
            assertThat(seen).contains(new ZerobusEvent.Recovering("default", 0));
            physicalStream(server, 3).fail(StatusCode.NOT_FOUND);
            await().untilAsserted(() -> assertThat(seen)
                    .filteredOn(ZerobusEvent.Poisoned.class::isInstance)
                    .hasSize(1)
                    .first()
                    .extracting(event -> ((ZerobusEvent.Poisoned) event).cause().subStream())
                    .isEqualTo(0));
        });
    }

    static final class FailingEventListener {

        @EventListener
        void on(ZerobusEvent.Opened event) {
            if (event.stream().equals("default")) {
                throw new IllegalStateException("failing event listener");
            }
        }
    }

    @Test
    void exceptionOfEventListenerIsLogged(CapturedOutput output) {
        runner.withBean(FailingEventListener.class)
                .run(context -> await().until(() -> output.getAll().contains("failing event listener")));
    }

    @Test
    void closedEventIsPublishedWhenPoisonedStreamCloses() {
        List<Object> seen = new CopyOnWriteArrayList<>();
        runner.withInitializer(context -> context.addApplicationListener(event -> {
                    if (event instanceof org.springframework.context.PayloadApplicationEvent<?> payload) {
                        seen.add(payload.getPayload());
                    }
                }))
                .run(context -> {
                    EmbeddedZerobusServer server = context.getBean(EmbeddedZerobusServer.class);
                    physicalStream(server, 1).fail(StatusCode.NOT_FOUND);
                    await().until(() -> seen.stream().anyMatch(ZerobusEvent.Poisoned.class::isInstance));
                    assertThat(seen).doesNotContain(new ZerobusEvent.Closed("default"));
                });
        assertThat(seen).endsWith(new ZerobusEvent.Closed("default"));
    }

    @Test
    void closedEventIsPublishedWhenStreamIsClosedByApplication() {
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
