package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.zerobus.MessageId;
import io.github.zerobus.RecoveryOptions;
import io.github.zerobus.SendOptions;
import io.github.zerobus.StreamInterruptedException;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.ObservedStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Messages for interrupts, blocking calls, selectors, headers, and a silent or misbehaving server. */
class FaultMessagesTests {

    private static final RecoveryOptions ONE_TRY = RecoveryOptions.builder()
            .backoff(Duration.ZERO)
            .maxBackoff(Duration.ZERO)
            .maxRetries(0)
            .build();

    private final Simulation simulation = new Simulation();

    private static void assertMessage(ThrowingCallable call, String... facts) {
        Throwable failure = catchThrowable(call);
        assertThat(failure).isNotNull();
        assertThat(failure.getMessage())
                .contains("stream 'default'")
                .contains(TABLE)
                .contains(facts);
    }

    private static void assertInterrupted(ThrowingCallable call, String... facts) {
        assertMessage(
                () -> {
                    Thread.currentThread().interrupt();
                    try {
                        call.call();
                    } catch (StreamInterruptedException e) {
                        assertThat(Thread.interrupted()).as("interrupt flag").isTrue();
                        throw e;
                    } finally {
                        assertThat(Thread.interrupted()).isFalse();
                    }
                },
                facts);
    }

    @Test
    void interruptMessageContainsBlockedOperation() {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            server.onTable(TABLE).everyStream().neverAck();
            MultiplexedStream stream =
                    TestStreams.open(server, TestStreams.options(1).maxInflightRequests(1));
            MessageId id = stream.ingest(record(1));
            assertInterrupted(() -> stream.await(id), "request 0-0");
            assertInterrupted(stream::flush, "while flushing");
            assertInterrupted(() -> stream.ingest(record(2)), "sub-stream 0", "while waiting for room");
            assertInterrupted(stream::close, "while it ends");
            assertInterrupted(stream::unackedBatches, "while it ends");
            server.table(TABLE).liveStreams().forEach(ObservedStream::releaseAcks);
            stream.close();
        }
    }

    @Test
    void blockingGuardMessageContainsCallThreadAndAlternatives() {
        MultiplexedStream stream = simulation.open(1);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        var completed = stream.ingestAsync(record(1)).thenRun(() -> failure.set(catchThrowable(stream::flush)));
        simulation.time.until(completed::isDone);
        assertThat(failure.get())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("flush", Thread.currentThread().getName(), "ingestAsync", "awaitAsync");
    }

    @Test
    void unsupportedKeyMessageContainsRoutingAndRemedy() {
        MultiplexedStream stream = simulation.open(2);
        assertMessage(
                () -> stream.ingest(record(1), SendOptions.key("k")), "key", "ROUND_ROBIN", "set routing to keyed");
    }

    @Test
    void invalidSelectorMessageContainsClassAndIndex() {
        SubStreamSelector wrong = (key, loads) -> 7;
        MultiplexedStream stream = simulation.open(Simulation.options(2), builder -> builder.selector(wrong));
        assertMessage(
                () -> stream.ingest(record(1)), wrong.getClass().getName(), "sub-stream 7", "only 2", "from 0 on");
    }

    @Test
    void invalidHeaderMessageContainsNameButNoValue() {
        for (Map<String, String> headers : List.of(
                Map.of("x-trace", "line\nfeed"),
                Map.of("x trace", "feed"),
                Map.of("X-Trace", "feed", "x-trace", "feed"))) {
            assertMessage(
                    () -> simulation.open(Simulation.options(1), Simulation.headers(table -> headers)),
                    "sub-stream 0",
                    "trace'",
                    "correct the provider");
            assertThat(catchThrowable(
                            () -> simulation.open(Simulation.options(1), Simulation.headers(table -> headers))))
                    .hasMessageNotContaining("feed");
        }
        assertMessage(
                () -> simulation.open(Simulation.options(1), Simulation.headers(table -> {
                    throw new IllegalArgumentException("secret");
                })),
                "sub-stream 0",
                "headers provider",
                "java.lang.IllegalArgumentException");
    }

    @Test
    void silenceMessageContainsTimeoutAndOption() {
        simulation.faults().everyStream().neverAck();
        MultiplexedStream stream = simulation.open(
                Simulation.options(1).silenceTimeout(Duration.ofSeconds(7)).recovery(ONE_TRY));
        stream.ingest(record(1));
        simulation.time.pass(Duration.ofSeconds(20));
        assertMessage(() -> stream.ingest(record(2)), "sub-stream 0", "silence-timeout", "PT7S", "pending");
    }

    @Test
    void unexpectedFirstResponseMessageContainsSubStreamAndAttempts() {
        simulation.faults().everyStream().answerCreateWithAck();
        assertMessage(
                () -> simulation.open(Simulation.options(1).recovery(ONE_TRY)),
                "sub-stream 0",
                "1 times",
                "first answer is not a stream id");
    }
}
