package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.zerobus.ErrorKind;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.embedded.ObservedStream;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A violation of the protocol is distinguished from the rejection of a record. */
@Timeout(60)
class ProtocolViolationTests {

    private final Simulation simulation = new Simulation();

    @AfterEach
    void end() {
        simulation.close();
    }

    static Stream<Consumer<ObservedStream>> unexpectedMessages() {
        return Stream.of(
                ObservedStream::sendEmptyMessage,
                ObservedStream::sendCreatedAgain,
                ObservedStream::sendAckWithoutOffset);
    }

    @ParameterizedTest
    @MethodSource("unexpectedMessages")
    void unexpectedMessageIsRetryableProtocolError(Consumer<ObservedStream> message) {
        MultiplexedStream stream = simulation.open(1);
        message.accept(simulation.newest());
        simulation.time.pass(Duration.ofMillis(10));
        ZerobusException failure = stream.snapshot().subStreams().get(0).lastFailure();
        assertThat(failure).isNotNull();
        assertThat(failure.kind()).isEqualTo(ErrorKind.PROTOCOL);
        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure.grpcCode()).isEmpty();
        assertThat(failure).hasMessageContainingAll("sub-stream 0", TestStreams.TABLE, "Zerobus endpoint");
        stream.await(stream.ingest(record(1)));
    }

    @Test
    void ackOfUnsentOffsetIsTerminalProtocolError() {
        MultiplexedStream stream = simulation.open(1);
        simulation.newest().sendAck(7);
        simulation.time.pass(Duration.ofSeconds(1));
        StreamPoisonedException poisoned =
                catchThrowableOfType(StreamPoisonedException.class, () -> stream.ingest(record(1)));
        assertThat(poisoned.firstCause().kind()).isEqualTo(ErrorKind.PROTOCOL);
        assertThat(poisoned.firstCause().isRetryable()).isFalse();
        assertThat(poisoned.firstCause()).hasMessageContainingAll("wire offset 7", "only 0 messages were sent");
    }

    @Test
    void unexpectedFirstResponseIsProtocolError() {
        simulation.faults().everyStream().answerCreateWithAck();
        MultiplexedStream stream = simulation.stream(Simulation.options(1), builder -> {});
        StreamOpenException failure = catchThrowableOfType(StreamOpenException.class, stream::open);
        assertThat(failure.getCause())
                .isInstanceOfSatisfying(
                        ZerobusException.class,
                        cause -> assertThat(cause.kind()).isEqualTo(ErrorKind.PROTOCOL));
    }
}
