package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.zerobus.MessageId;
import io.github.zerobus.SendOptions;
import io.github.zerobus.StreamOptionsBuilder;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamState;
import io.github.zerobus.embedded.StatusCode;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Very long timeouts never expire and do not overflow. */
@Timeout(60)
class UnboundedTimeoutTests {

    private final Simulation simulation = new Simulation();

    @AfterEach
    void end() {
        simulation.close();
    }

    static Stream<Duration> longDurations() {
        return Stream.of(
                Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
                Duration.ofMillis(Long.MAX_VALUE),
                Duration.ofNanos(Long.MAX_VALUE));
    }

    private StreamOptionsBuilder allTimeouts(Duration forever) {
        return Simulation.options(2)
                .startupTimeout(forever)
                .openJitter(Duration.ZERO)
                .maxBlock(forever)
                .silenceTimeout(forever)
                .flushTimeout(forever)
                .callbackTimeout(forever)
                .pauseTimeout(forever)
                .poisonDrainTimeout(forever)
                .recovery(r -> r.timeout(forever)
                        .backoff(Duration.ZERO)
                        .maxBackoff(forever)
                        .resetAfter(forever));
    }

    @ParameterizedTest
    @MethodSource("longDurations")
    void streamWorksWithUnboundedTimeouts(Duration forever) {
        MultiplexedStream stream = simulation.open(allTimeouts(forever));
        MessageId id = stream.ingest(record(1), SendOptions.none().withTimeLimit(forever));
        stream.await(id, forever);
        assertThat(stream.ingestAsync(record(2))).isNotNull();
        assertThat(stream.flush(forever).complete()).isTrue();
        simulation.newest().fail(StatusCode.UNAVAILABLE);
        simulation.time.pass(Duration.ofSeconds(1));
        stream.await(stream.ingest(record(3)));
        stream.close(forever);
        assertThat(stream.unackedBatches()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("longDurations")
    void poisonEndsAfterDrainWithUnboundedTimeouts(Duration forever) {
        MultiplexedStream stream = simulation.open(allTimeouts(forever));
        simulation.newest().fail(StatusCode.NOT_FOUND);
        simulation.time.pass(Duration.ofSeconds(1));
        assertThatThrownBy(() -> stream.ingest(record(1))).isInstanceOf(StreamPoisonedException.class);
        assertThat(stream.unackedBatches()).isEmpty();
    }

    @Test
    @SuppressWarnings("NullAway") // callers without a checker
    void closeFailsAndStreamStaysOpenWhenTimeoutIsNull() {
        MultiplexedStream stream = simulation.open(1);
        assertThatNullPointerException().isThrownBy(() -> stream.close(null));
        assertThat(stream.snapshot().state()).isEqualTo(StreamState.OPEN);
        stream.await(stream.ingest(record(1)));
        stream.close();
    }

    @Test
    void shorterCloseEndsConcurrentLongerClose() {
        simulation.faults().everyStream().neverAck();
        MultiplexedStream stream = simulation.open(1);
        stream.ingest(record(1));
        simulation.time.later(Duration.ofSeconds(1), () -> closeQuickly(stream));
        Duration start = simulation.time.elapsed();
        assertThatThrownBy(() -> stream.close(Duration.ofHours(1))).hasMessageContaining("1 requests");
        assertThat(simulation.time.elapsed().minus(start)).isLessThan(Duration.ofSeconds(5));
    }

    private static void closeQuickly(MultiplexedStream stream) {
        assertThatThrownBy(() -> stream.close(Duration.ZERO)).hasMessageContaining("1 requests");
    }
}
