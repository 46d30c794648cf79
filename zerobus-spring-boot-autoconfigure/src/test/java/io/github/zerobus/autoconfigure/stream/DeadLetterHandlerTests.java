package io.github.zerobus.autoconfigure.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.DeadLetter;
import io.github.zerobus.DeadLetterHandler;
import io.github.zerobus.InvalidRecordException;
import io.github.zerobus.MessageId;
import io.github.zerobus.Payload;
import io.github.zerobus.SendResult;
import io.github.zerobus.autoconfigure.fixture.Analyses;
import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.event.ZerobusEvent;
import io.github.zerobus.event.ZerobusListener;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.template.ZerobusTemplate;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class DeadLetterHandlerTests {

    private static final String TABLE = "main.test.records";
    /** Passes the check of the client that is disabled here, and not that of the embedded server. */
    private static final String BAD = "{\"a\": personal-data";

    private final Analyses analyses = new Analyses();

    private final ApplicationContextRunner runner = ContextRunners.minimal()
            .withInitializer(analyses)
            .withPropertyValues(
                    "zerobus.table=" + TABLE,
                    "zerobus.stream.sub-streams=1",
                    "zerobus.stream.validate-json=false",
                    "zerobus.stream.recovery.backoff=1ms",
                    "zerobus.stream.shutdown-timeout=5s",
                    "zerobus.stream.bad-records.action=isolate");

    /** Sends dead letters to another table, so that it depends on the streams whose handler it is. */
    static final class ForwardingHandler implements DeadLetterHandler {

        private final ZerobusTemplate refused;
        private final List<DeadLetter> letters = new CopyOnWriteArrayList<>();

        ForwardingHandler(@Qualifier("refused") ZerobusTemplate refused) {
            this.refused = refused;
        }

        @Override
        public void handle(DeadLetter letter) {
            letters.add(letter);
            for (Payload payload : letter.payloads()) {
                refused.ingest("{\"size\":" + payload.size() + "}");
            }
        }
    }

    static final class Recorder implements ZerobusListener {

        private final List<Object> seen = new CopyOnWriteArrayList<>();

        @Override
        public void onRefused(String stream, MessageId id, InvalidRecordException reason) {
            seen.add(stream + " " + id + " " + reason.id());
        }

        @EventListener
        void on(ZerobusEvent.Refused event) {
            seen.add(event);
        }
    }

    private static void sendGoodBadGood(AssertableApplicationContext context, String template) {
        ZerobusTemplate zerobus = context.getBean(template, ZerobusTemplate.class);
        zerobus.sendAndAwait("{\"a\":1}", Duration.ofSeconds(10));
        CompletableFuture<SendResult> bad = zerobus.send(BAD);
        assertThatThrownBy(() -> bad.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(InvalidRecordException.class);
        zerobus.sendAndAwait("{\"a\":2}", Duration.ofSeconds(10));
    }

    @Test
    void handlerBeanGetsRefusedRecordAndMaySendItToAnotherStream() {
        runner.withPropertyValues("zerobus.streams.refused.table=main.test.refused")
                .withBean(ForwardingHandler.class)
                .withBean(Recorder.class)
                .run(context -> {
                    sendGoodBadGood(context, "zerobusTemplate");

                    ForwardingHandler handler = context.getBean(ForwardingHandler.class);
                    assertThat(handler.letters).singleElement().satisfies(letter -> {
                        assertThat(letter.stream()).isEqualTo("default");
                        assertThat(letter.payloads()).hasSize(1);
                    });
                    EmbeddedZerobusServer server = context.getBean(EmbeddedZerobusServer.class);
                    assertThat(server.table(TABLE).rows())
                            .extracting(row -> row.text())
                            .containsExactly("{\"a\":1}", "{\"a\":2}");
                    await().untilAsserted(() -> assertThat(
                                    server.table("main.test.refused").durableRecords())
                            .isEqualTo(1));
                    MessageId id = handler.letters.get(0).id();
                    await().untilAsserted(() -> assertThat(context.getBean(Recorder.class).seen)
                            .hasSize(2)
                            .contains("default " + id + " " + id)
                            .filteredOn(ZerobusEvent.Refused.class::isInstance)
                            .extracting(event -> ((ZerobusEvent.Refused) event).id())
                            .containsExactly(id));
                    assertThat(context.getBean("zerobusStream", MultiplexedStream.class)
                                    .snapshot()
                                    .refusedRecords())
                            .isEqualTo(1);
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class Handlers {

        final List<String> calls = new CopyOnWriteArrayList<>();

        @Bean
        @Qualifier("orders")
        DeadLetterHandler ofOrders() {
            return letter -> calls.add("orders handler: " + letter.stream());
        }

        @Bean
        DeadLetterHandler ofOthers() {
            return letter -> calls.add("other handler: " + letter.stream());
        }
    }

    @Test
    void handlerWithNameOfStreamAsQualifierIsUsedForThatStreamOnly() {
        runner.withPropertyValues("zerobus.streams.orders.table=main.shop.orders")
                .withUserConfiguration(Handlers.class)
                .run(context -> {
                    sendGoodBadGood(context, "ordersZerobusTemplate");
                    sendGoodBadGood(context, "zerobusTemplate");

                    assertThat(context.getBean(Handlers.class).calls)
                            .containsExactly("orders handler: orders", "other handler: default");
                });
    }

    @Test
    void refusedRecordIsLoggedWithoutPayloadIfThereIsNoHandler(CapturedOutput output) {
        runner.run(context -> {
            sendGoodBadGood(context, "zerobusTemplate");

            assertThat(output.getAll().lines().filter(line -> line.contains("ERROR")))
                    .singleElement()
                    .asString()
                    .contains("the service refuses request", "DeadLetterHandler");
            assertThat(output.getAll()).doesNotContain("personal-data");
        });
    }

    @Test
    void severalHandlersForSameStreamAreRejected() {
        runner.withBean("first", DeadLetterHandler.class, () -> letter -> {})
                .withBean("second", DeadLetterHandler.class, () -> letter -> {})
                .run(context -> {
                    FailureAnalysis analysis = analyses.of(context);
                    assertThat(analysis.getDescription())
                            .contains("several DeadLetterHandler beans", "first", "second");
                    assertThat(analysis.getAction()).contains("the qualifier 'default'", "primary");
                });
    }

    @Test
    void handlerThatFailsPoisonsTheStreamAndKeepsTheRecord() {
        runner.withBean(DeadLetterHandler.class, () -> letter -> {
                    throw new IOException("disk full");
                })
                .run(context -> {
                    context.getBean(ZerobusTemplate.class).ingest(BAD);
                    MultiplexedStream stream = context.getBean(MultiplexedStream.class);
                    await().until(() -> stream.snapshot().poison() != null);

                    assertThat(stream.unackedRecords()).hasSize(1);
                    assertThat(stream.snapshot().refusedRecords()).isZero();
                });
    }
}
