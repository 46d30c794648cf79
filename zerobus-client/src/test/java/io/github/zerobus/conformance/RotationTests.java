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
import io.github.zerobus.embedded.Termination;
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

/** Single stream: close signals of the server. */
@Timeout(60)
class RotationTests {

    private static final Duration SERVER_PAUSE = Duration.ofSeconds(30);

    private final Simulation simulation = new Simulation();

    private static StreamOptionsBuilder pause(@Nullable Duration limit) {
        return Simulation.options(1).batching(b -> b.maxRecords(1)).pauseTimeout(limit);
    }

    /** Opens a stream that receives a close signal after one record, which is not acked. */
    private MultiplexedStream openAndSignalClose(StreamOptionsBuilder options) {
        return openAndSignalClose(options, new StreamListener() {});
    }

    private MultiplexedStream openAndSignalClose(StreamOptionsBuilder options, StreamListener listener) {
        StreamFaults first =
                simulation.faults().stream(simulation.table().streams().size());
        first.neverAck();
        first.afterMessages(1).closeSignal(SERVER_PAUSE);
        MultiplexedStream stream = simulation.open(options, Simulation.listener(listener));
        stream.ingest(record("sent"));
        simulation.time.pass(Duration.ofMillis(1));
        return stream;
    }

    private Duration timeUntilNextStream() {
        int before = simulation.table().streams().size();
        Duration start = simulation.time.elapsed();
        simulation.time.until(() -> simulation.table().streams().size() > before);
        return simulation.time.elapsed().minus(start);
    }

    @Test
    @Conformance(74)
    void pauseLastsForServerDurationAndUnackedRecordsAreResent() {
        MultiplexedStream stream = openAndSignalClose(pause(null));
        assertThat(timeUntilNextStream()).isBetween(Duration.ofSeconds(29), Duration.ofMillis(30_500));
        assertThat(stream.flush().complete()).isTrue();
        assertThat(simulation.table().durableRecords()).isEqualTo(1);
    }

    @Test
    @Conformance(75)
    void zeroPauseTimeoutTriggersReconnectAtOnce() {
        openAndSignalClose(pause(Duration.ZERO));
        simulation.time.pass(Duration.ofMillis(499));
        assertThat(simulation.table().streams()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "60, 30"})
    @Conformance(76)
    void pauseTimeoutShortensButNeverExtendsPause(int limit, int expected) {
        openAndSignalClose(pause(Duration.ofSeconds(limit)));
        assertThat(timeUntilNextStream())
                .isBetween(Duration.ofSeconds(expected).minusSeconds(1), Duration.ofSeconds(expected + 1));
        // Otherwise the server would have ended the pause.
        assertThat(simulation.physical(0).termination()).contains(Termination.HALF_CLOSED_BY_CLIENT);
    }

    @Test
    @Conformance(77)
    void pauseEndsEarlyWhenAllSentRequestsAreAcked() {
        openAndSignalClose(pause(null));
        simulation.time.later(
                Duration.ofSeconds(3), () -> simulation.physical(0).releaseAcks());
        assertThat(timeUntilNextStream()).isBetween(Duration.ofSeconds(3), Duration.ofMillis(3_500));
        simulation.time.pass(Duration.ofMinutes(1));
        assertThat(simulation.physical(1).messageCount()).isZero();
    }

    @Test
    @Conformance(77)
    void pauseEndsImmediatelyWhenAllIsAckedAtTheSignal() {
        simulation.faults().stream(0).afterAcks(1).closeSignal(SERVER_PAUSE);
        MultiplexedStream stream = simulation.open(pause(null));
        stream.await(stream.ingest(record("acked")));
        simulation.time.pass(Duration.ofMillis(700));
        assertThat(simulation.table().streams()).hasSize(2);
    }

    /** Nothing is acked, since an ack would reset the count of retries. */
    @Test
    @Conformance(81)
    void rotationsBeforeAnyAckUseNoRetry() {
        simulation.faults().stream(0).after(Duration.ofMillis(1)).closeSignal(Duration.ZERO);
        simulation.faults().stream(1).refuse(StatusCode.UNAVAILABLE);
        MultiplexedStream stream = simulation.open(pause(null).recovery(r -> r.maxRetries(1)));
        simulation.time.pass(Duration.ofMinutes(1));
        assertThat(simulation.table().streams()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(stream.snapshot().state()).isEqualTo(StreamState.OPEN);
    }

    @Test
    @Conformance(78)
    void recordsIngestedDuringPauseAreSentOnNextStream() {
        MultiplexedStream stream = openAndSignalClose(pause(null));
        MessageId id = stream.ingest(record("during"));
        simulation.time.pass(Duration.ofSeconds(5));
        assertThat(simulation.physical(0).messageCount()).isEqualTo(1);
        stream.await(id);
        assertThat(simulation.physical(1).messageCount()).isEqualTo(2);
    }

    @Test
    @Conformance(79)
    void errorDuringPauseTriggersRecoveryOrPoison() {
        List<Integer> rotations = new ArrayList<>();
        MultiplexedStream stream = openAndSignalClose(pause(null), new StreamListener() {
            @Override
            public void onRotation(int subStream) {
                rotations.add(subStream);
            }
        });
        simulation.physical(0).fail(StatusCode.UNAVAILABLE);
        simulation.time.pass(Duration.ofMillis(1));
        assertThat(stream.snapshot().subStreams().get(0).state()).isEqualTo(SubStreamState.RECOVERING);
        // The first backoff step is 2 s; the wait is drawn from its upper half.
        assertThat(timeUntilNextStream()).isBetween(Duration.ofMillis(900), Duration.ofSeconds(2));
        assertThat(stream.flush().complete()).isTrue();
        assertThat(rotations).isEmpty();

        MultiplexedStream other = openAndSignalClose(pause(null));
        simulation.newest().fail(StatusCode.NOT_FOUND);
        simulation.time.pass(Duration.ofSeconds(20));
        assertThat(other.snapshot().state()).isEqualTo(StreamState.POISONED);
    }

    @Test
    @Conformance(80)
    void closeSignalIsIgnoredWhenRecoveryIsDisabled() {
        MultiplexedStream stream = openAndSignalClose(pause(null).recovery(r -> r.enabled(false)));
        MessageId id = stream.ingest(record("second"));
        simulation.time.pass(Duration.ofMillis(1));
        assertThat(simulation.physical(0).messageCount()).isEqualTo(2);
        simulation.physical(0).releaseAcks();
        stream.await(id);
        assertThat(simulation.table().streams()).hasSize(1);
    }

    @Test
    @Conformance(81)
    void rotationsUseNoRetryAndNoBackoffAndLogNothingAtInfo() {
        // Not sooner than one backoff after the opening.
        Duration interval = Duration.ofSeconds(2);
        simulation.faults().everyStream().after(interval).closeSignal(SERVER_PAUSE);
        try (CapturedLogs logs = new CapturedLogs()) {
            MultiplexedStream stream = simulation.open(pause(null).recovery(r -> r.maxRetries(0)));
            Duration before = simulation.time.elapsed();
            for (int i = 0; i < 20; i++) {
                stream.await(stream.ingest(record(i)));
                simulation.time.pass(interval);
            }
            assertThat(simulation.time.elapsed().minus(before)).isLessThan(Duration.ofSeconds(41));
            assertThat(simulation.table().streams().size()).isGreaterThanOrEqualTo(20);
            assertThat(logs.messagesFrom(Level.INFO)).isEmpty();
        }
    }

    @Test
    @Conformance(81)
    void rotationsThatFollowEachOtherTooFastAreSpaced() {
        simulation.faults().everyStream().after(Duration.ZERO).closeSignal(Duration.ZERO);
        MultiplexedStream stream = simulation.open(pause(null));
        simulation.time.pass(Duration.ofMinutes(10));
        assertThat(stream.snapshot().state()).isEqualTo(StreamState.OPEN);
        assertThat(simulation.table().streams().size()).isBetween(20, 50);
    }

    @Test
    @Conformance(82)
    void silenceDuringPauseEndsPauseOnlyIfSentRequestsAreUnacked() {
        MultiplexedStream stream = openAndSignalClose(pause(null).silenceTimeout(Duration.ofSeconds(5)));
        stream.ingest(record("queued"));
        simulation.time.pass(Duration.ofMillis(4_900));
        assertThat(stream.snapshot().subStreams().get(0).state()).isEqualTo(SubStreamState.PAUSED);
        assertThat(timeUntilNextStream()).isLessThan(Duration.ofSeconds(1));
        assertThat(stream.flush().complete()).isTrue();
        assertThat(stream.snapshot().subStreams().get(0).lastFailure()).isNull();
    }

    @Test
    @Conformance(74)
    void announcedPauseOfCenturiesIsCapped() {
        simulation.faults().stream(0).neverAck();
        simulation.faults().stream(0).afterMessages(1).closeSignal(Duration.ofSeconds(1L << 62));
        MultiplexedStream stream = simulation.open(pause(null).silenceTimeout(Duration.ofHours(1)));
        stream.ingest(record("sent"));
        simulation.time.pass(Duration.ofSeconds(1));
        assertThat(stream.snapshot().subStreams().get(0).state()).isEqualTo(SubStreamState.PAUSED);
        simulation.time.pass(Duration.ofMinutes(15));
        assertThat(stream.flush().complete()).isTrue();
        assertThat(simulation.table().streams()).hasSize(2);
    }

    @Test
    @Conformance(83)
    void lateAckAfterHalfClosePreventsResend() {
        simulation.faults().stream(0).ackAtHalfClose();
        simulation.faults().stream(0).afterMessages(1).closeSignal(Duration.ofSeconds(1));
        MultiplexedStream stream = simulation.open(pause(null));
        stream.await(stream.ingest(record("late")));
        stream.await(stream.ingest(record("next")));
        assertThat(simulation.physical(1).messageCount()).isEqualTo(1);
        assertThat(simulation.table().durableRecords()).isEqualTo(2);
    }

    @Test
    @Conformance(83)
    void ackCountsAlmostHalfSecondAfterHalfClose() {
        simulation.faults().stream(0).neverAck();
        simulation.faults().stream(0).ignoreHalfClose();
        simulation.faults().stream(0).afterMessages(1).closeSignal(Duration.ofSeconds(1));
        MultiplexedStream stream = simulation.open(pause(null));
        MessageId id = stream.ingest(record("late"));
        simulation.time.later(
                Duration.ofMillis(1_450), () -> simulation.physical(0).ackUpTo(0));
        simulation.time.pass(Duration.ofSeconds(5));
        assertThat(stream.isDurable(id)).isTrue();
        assertThat(simulation.physical(1).messageCount()).isZero();
    }

    @Test
    @Conformance(139)
    void subStreamsRotateIndependently() {
        simulation.faults().stream(0).neverAck();
        simulation.faults().stream(0).afterMessages(1).closeSignal(SERVER_PAUSE);
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
