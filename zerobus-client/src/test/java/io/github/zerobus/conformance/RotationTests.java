package io.github.zerobus.conformance;

import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.zerobus.MessageId;
import io.github.zerobus.StreamListener;
import io.github.zerobus.StreamOptionsBuilder;
import io.github.zerobus.StreamState;
import io.github.zerobus.SubStreamState;
import io.github.zerobus.embedded.StatusCode;
import io.github.zerobus.embedded.StreamFaults;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.stream.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Single stream: the server announces the end of a physical stream. */
@Timeout(60)
class RotationTests {

    private static final Duration ANNOUNCED = Duration.ofSeconds(30);

    private final Simulation simulation = new Simulation();

    private static StreamOptionsBuilder pause(@Nullable Duration limit) {
        return Simulation.options(1)
                .batching(batching -> batching.maxRecords(1))
                .pauseTimeout(limit);
    }

    /** One record is sent and not acked, then the end is announced. */
    private MultiplexedStream announced(StreamOptionsBuilder options) {
        return announced(options, new StreamListener() {});
    }

    private MultiplexedStream announced(StreamOptionsBuilder options, StreamListener listener) {
        StreamFaults first =
                simulation.faults().stream(simulation.table().streams().size());
        first.neverAck();
        first.afterMessages(1).closeSignal(ANNOUNCED);
        MultiplexedStream stream = simulation.open(options, Simulation.listener(listener));
        stream.ingest(record("sent"));
        simulation.time.pass(Duration.ofMillis(1));
        return stream;
    }

    private Duration untilTheNextStream() {
        int before = simulation.table().streams().size();
        Duration start = simulation.time.elapsed();
        simulation.time.until(() -> simulation.table().streams().size() > before);
        return simulation.time.elapsed().minus(start);
    }

    @Test
    @Conformance(74)
    void pauseLastsAsLongAsTheServerSaysAndTheRestIsSentAgain() {
        MultiplexedStream stream = announced(pause(null));
        assertThat(untilTheNextStream()).isBetween(Duration.ofSeconds(29), Duration.ofMillis(30_500));
        assertThat(stream.flush().complete()).isTrue();
        assertThat(simulation.table().durableRecords()).isEqualTo(1);
    }

    @Test
    @Conformance(75)
    void pauseOfZeroReconnectsAtOnce() {
        announced(pause(Duration.ZERO));
        simulation.time.pass(Duration.ofMillis(499));
        assertThat(simulation.table().streams()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "60, 30"})
    @Conformance(76)
    void ownLimitShortensAPauseAndNeverLengthensIt(int limit, int expected) {
        announced(pause(Duration.ofSeconds(limit)));
        assertThat(untilTheNextStream())
                .isBetween(Duration.ofSeconds(expected).minusSeconds(1), Duration.ofSeconds(expected + 1));
    }

    @Test
    @Conformance(77)
    void pauseEndsWhenAllThatWasSentIsAcked() {
        announced(pause(null));
        simulation.time.later(
                Duration.ofSeconds(3), () -> simulation.physical(0).releaseAcks());
        assertThat(untilTheNextStream()).isBetween(Duration.ofSeconds(3), Duration.ofMillis(3_500));
        simulation.time.pass(Duration.ofMinutes(1));
        assertThat(simulation.physical(1).messageCount()).isZero();
    }

    @Test
    @Conformance(78)
    void recordsOfAPauseAreTakenAndTravelOnTheNextStream() {
        MultiplexedStream stream = announced(pause(null));
        MessageId id = stream.ingest(record("during"));
        simulation.time.pass(Duration.ofSeconds(5));
        assertThat(simulation.physical(0).messageCount()).isEqualTo(1);
        stream.await(id);
        assertThat(simulation.physical(1).messageCount()).isEqualTo(2);
    }

    @Test
    @Conformance(79)
    void errorDuringAPauseIsAFailureLikeAnyOther() {
        List<Integer> rotations = new ArrayList<>();
        MultiplexedStream stream = announced(pause(null), new StreamListener() {
            @Override
            public void onRotation(int subStream) {
                rotations.add(subStream);
            }
        });
        simulation.physical(0).fail(StatusCode.UNAVAILABLE);
        simulation.time.pass(Duration.ofMillis(1));
        assertThat(stream.snapshot().subStreams().get(0).state()).isEqualTo(SubStreamState.RECOVERING);
        // The first step of the backoff, 2 s, of which the upper half is drawn.
        assertThat(untilTheNextStream()).isBetween(Duration.ofMillis(900), Duration.ofSeconds(2));
        assertThat(stream.flush().complete()).isTrue();
        assertThat(rotations).isEmpty();

        MultiplexedStream other = announced(pause(null));
        simulation.newest().fail(StatusCode.NOT_FOUND);
        simulation.time.pass(Duration.ofSeconds(20));
        assertThat(other.snapshot().state()).isEqualTo(StreamState.POISONED);
    }

    @Test
    @Conformance(80)
    void withoutRecoveryTheAnnouncementIsIgnored() {
        MultiplexedStream stream = announced(pause(null).recovery(r -> r.enabled(false)));
        MessageId id = stream.ingest(record("goes on"));
        simulation.time.pass(Duration.ofMillis(1));
        assertThat(simulation.physical(0).messageCount()).isEqualTo(2);
        simulation.physical(0).releaseAcks();
        stream.await(id);
        assertThat(simulation.table().streams()).hasSize(1);
    }

    @Test
    @Conformance(81)
    void rotationsUseNoRetryAndNoBackoffAndAreNoNews() {
        simulation.faults().everyStream().afterAcks(1).closeSignal(ANNOUNCED);
        try (Logs logs = new Logs()) {
            MultiplexedStream stream = simulation.open(pause(null).recovery(r -> r.maxRetries(0)));
            Duration before = simulation.time.elapsed();
            for (int i = 0; i < 20; i++) {
                stream.await(stream.ingest(record(i)));
            }
            assertThat(simulation.time.elapsed().minus(before)).isLessThan(Duration.ofSeconds(1));
            assertThat(simulation.table().streams().size()).isGreaterThanOrEqualTo(20);
            assertThat(logs.messagesFrom(Level.INFO)).isEmpty();
        }
    }

    @Test
    @Conformance(81)
    void rotationsInVainDoNotSpin() {
        simulation.faults().everyStream().after(Duration.ZERO).closeSignal(Duration.ZERO);
        MultiplexedStream stream = simulation.open(pause(null));
        simulation.time.pass(Duration.ofMinutes(1));
        assertThat(stream.snapshot().state()).isEqualTo(StreamState.OPEN);
        assertThat(simulation.table().streams().size()).isBetween(20, 35);
    }

    @Test
    @Conformance(82)
    void silenceIsNoMatterDuringAPause() {
        MultiplexedStream stream = announced(pause(null).silenceTimeout(Duration.ofSeconds(5)));
        simulation.time.pass(Duration.ofSeconds(20));
        assertThat(simulation.table().streams()).hasSize(1);
        assertThat(stream.snapshot().subStreams().get(0).state()).isEqualTo(SubStreamState.PAUSED);
    }

    @Test
    @Conformance(83)
    void ackAfterTheHalfCloseKeepsARecordFromBeingSentAgain() {
        simulation.faults().stream(0).ackAtHalfClose();
        simulation.faults().stream(0).afterMessages(1).closeSignal(Duration.ofSeconds(1));
        MultiplexedStream stream = simulation.open(pause(null));
        stream.await(stream.ingest(record("late")));
        stream.await(stream.ingest(record("next")));
        assertThat(simulation.physical(1).messageCount()).isEqualTo(1);
        assertThat(simulation.table().durableRecords()).isEqualTo(2);
    }

    @Test
    @Conformance(139)
    void subStreamsRotateOnTheirOwn() {
        simulation.faults().stream(0).neverAck();
        simulation.faults().stream(0).afterMessages(1).closeSignal(ANNOUNCED);
        MultiplexedStream stream = simulation.open(Simulation.options(2));
        stream.ingest(record("one"));
        stream.ingest(record("two"));
        simulation.time.pass(Duration.ofMillis(1));
        int paused = stream.snapshot().subStreams().get(0).state() == SubStreamState.PAUSED ? 0 : 1;
        assertThat(stream.snapshot().subStreams().get(paused).state()).isEqualTo(SubStreamState.PAUSED);
        Duration before = simulation.time.elapsed();
        for (int i = 0; i < 10; i++) {
            MessageId id = stream.ingest(record(i));
            if (id.subStream() != paused) {
                stream.await(id);
            }
        }
        assertThat(simulation.time.elapsed().minus(before)).isLessThan(Duration.ofSeconds(1));
        assertThat(stream.flush().complete()).isTrue();
    }
}
