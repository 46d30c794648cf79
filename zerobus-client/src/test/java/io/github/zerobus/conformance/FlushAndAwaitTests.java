package io.github.zerobus.conformance;

import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.zerobus.AwaitTimeoutException;
import io.github.zerobus.EngineAccess;
import io.github.zerobus.FlushResult;
import io.github.zerobus.MessageId;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamState;
import io.github.zerobus.embedded.StatusCode;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.stream.Simulation;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Single stream: waiting for acks. */
@Timeout(60)
class FlushAndAwaitTests {

    private final Simulation simulation = new Simulation();

    @Test
    @Conformance(61)
    void flushCoversOnlyPrecedingRequestsAndReturnsAtOnceWhenThereAreNone() {
        simulation.faults().everyStream().neverAck();
        MultiplexedStream stream = simulation.open(1);
        assertThat(stream.flush()).isEqualTo(new FlushResult(true, 0, Duration.ZERO));

        stream.ingest(record(1));
        simulation.time.later(Duration.ofSeconds(1), () -> {
            stream.ingest(record(2));
            simulation.physical(0).ackUpTo(0);
        });
        assertThat(stream.flush(Duration.ofSeconds(5)).complete()).isTrue();
        assertThat(stream.snapshot().inflightRequests()).isEqualTo(1);
    }

    @Test
    @Conformance({62, 130})
    void flushReturnsIncompleteWhenItTimesOutAndLaterAcksCount() {
        simulation.faults().everyStream().neverAck();
        MultiplexedStream stream = simulation.open(Simulation.options(1).silenceTimeout(Duration.ofMinutes(10)));
        MessageId id = stream.ingest(record(1));
        assertThat(stream.flush(Duration.ofMinutes(1))).isEqualTo(new FlushResult(false, 1, Duration.ofMinutes(1)));
        assertThat(stream.snapshot().state()).isEqualTo(StreamState.OPEN);

        assertThatThrownBy(() -> stream.await(id, Duration.ofSeconds(1))).isInstanceOf(AwaitTimeoutException.class);
        assertThat(stream.snapshot().state()).isEqualTo(StreamState.OPEN);

        simulation.physical(0).releaseAcks();
        stream.await(id);
        assertThat(stream.flush().complete()).isTrue();
    }

    @Test
    @Conformance(63)
    void awaitOfAckedIdSucceedsAfterCloseAndAfterFailure() {
        MultiplexedStream closed = simulation.open(1);
        MessageId first = closed.ingest(record(1));
        closed.close();
        closed.await(first);

        MultiplexedStream failed = simulation.open(1);
        MessageId acked = failed.ingest(record(2));
        failed.await(acked);
        simulation.newest().fail(StatusCode.INVALID_ARGUMENT);
        simulation.time.pass(Duration.ofSeconds(20));
        assertThatThrownBy(failed::flush).isInstanceOf(StreamPoisonedException.class);
        failed.await(acked);
    }

    @Test
    @Conformance({64, 111})
    void idThatWasNeverIssuedIsRefusedWithoutPoison() {
        MultiplexedStream stream = simulation.open(Simulation.options(2).flushTimeout(Duration.ofMinutes(3)));
        MessageId unknown = EngineAccess.messageId(1, 12_345);
        Duration before = simulation.time.elapsed();
        assertThatThrownBy(() -> stream.await(unknown))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1-12345");
        assertThatThrownBy(() -> stream.awaitAsync(unknown)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> stream.isDurable(unknown)).isInstanceOf(IllegalArgumentException.class);
        assertThat(simulation.time.elapsed()).isEqualTo(before);
        stream.await(stream.ingest(record(1)));
    }
}
