package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.zerobus.ErrorKind;
import io.github.zerobus.MessageId;
import io.github.zerobus.Startup;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.StreamOptionsBuilder;
import io.github.zerobus.StreamState;
import io.github.zerobus.SubStreamState;
import io.github.zerobus.auth.HeadersProvider;
import io.github.zerobus.embedded.StatusCode;
import io.github.zerobus.embedded.StreamFaults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Outages of minutes and hours, in virtual time: nothing ends, and everything flows again soon after them. */
@Timeout(60)
class OutageTests {

    /** The longest backoff step, one attempt, and the wait for acks. */
    private static final Duration ONE_STEP = Duration.ofSeconds(31);

    private static final List<Duration> DURATIONS =
            List.of(Duration.ofMinutes(2), Duration.ofMinutes(10), Duration.ofHours(3));

    private final Simulation simulation = new Simulation();
    private final FailingHeaders headers = new FailingHeaders();

    @AfterEach
    void closeSimulation() {
        simulation.close();
    }

    /** Fails while there is a failure. */
    private static final class FailingHeaders implements HeadersProvider {

        private @Nullable Throwable failure;

        @Override
        public Map<String, String> headers(String table) {
            if (failure != null) {
                FailingHeaders.<RuntimeException>sneak(failure);
            }
            return Map.of();
        }

        @SuppressWarnings("unchecked")
        private static <T extends Throwable> void sneak(Throwable failure) throws T {
            throw (T) failure;
        }
    }

    private MultiplexedStream open(StreamOptionsBuilder options) {
        return simulation.open(options, Simulation.headers(headers));
    }

    /** What fails during an outage, apart from the headers. */
    private enum Trouble {
        REFUSED,
        LOST_AT_ONCE,
        LOST_WITH_RECORD,
        RESET,
        NO_ANSWER,
        NO_ACK,
        OTHER_ANSWER;

        void apply(StreamFaults faults, StatusCode code) {
            switch (this) {
                case REFUSED -> faults.refuse(code);
                case LOST_AT_ONCE -> faults.after(Duration.ofMillis(1)).fail(code);
                case LOST_WITH_RECORD -> faults.afterMessages(1).fail(code);
                case RESET -> faults.after(Duration.ofMillis(1)).resetStream();
                case NO_ANSWER -> faults.neverAnswer();
                case NO_ACK -> faults.neverAck();
                case OTHER_ANSWER -> faults.createWithoutId();
            }
        }

        List<StatusCode> codes() {
            return switch (this) {
                case REFUSED, LOST_AT_ONCE, LOST_WITH_RECORD ->
                    List.of(
                            StatusCode.UNAVAILABLE,
                            StatusCode.RESOURCE_EXHAUSTED,
                            StatusCode.INTERNAL,
                            StatusCode.UNKNOWN,
                            StatusCode.OK);
                default -> List.of(StatusCode.UNAVAILABLE);
            };
        }
    }

    static Stream<Arguments> troubles() {
        List<Arguments> all = new ArrayList<>();
        for (Duration duration : DURATIONS) {
            for (boolean loaded : new boolean[] {false, true}) {
                for (Trouble trouble : Trouble.values()) {
                    for (StatusCode code : trouble.codes()) {
                        all.add(Arguments.of(duration, loaded, trouble, code));
                    }
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void transientTroubleEndsNoStreamAndRecordsFlowWithinOneStep(
            Duration duration, boolean loaded, Trouble trouble, StatusCode code) {
        MultiplexedStream stream = open(Simulation.options(2));
        trouble.apply(simulation.faults().everyStream(), code);
        simulation.table().liveStreams().forEach(physical -> physical.fail(code));
        List<MessageId> pending = new ArrayList<>();
        if (loaded) {
            pending.add(stream.ingest(record("a")));
            pending.add(stream.ingest(record("b")));
        }
        simulation.time.pass(duration);
        assertThat(stream.snapshot().state()).isEqualTo(StreamState.OPEN);
        int attempts = simulation.table().streams().size();
        assertThat((long) attempts).isLessThan(2 * (8 + duration.toSeconds() / 15));

        simulation.faults().clear();
        assertFlowsAgain(stream, pending, trouble == Trouble.NO_ACK ? Duration.ofSeconds(91) : ONE_STEP);
    }

    private void assertFlowsAgain(MultiplexedStream stream, List<MessageId> pending, Duration limit) {
        Duration end = simulation.time.elapsed();
        pending.add(stream.ingest(record("c")));
        pending.add(stream.ingest(record("d")));
        pending.forEach(stream::await);
        // An attempt in progress may have to time out first.
        assertThat(simulation.time.elapsed().minus(end)).isLessThan(limit.plusSeconds(16));
        assertThat(stream.snapshot().count(SubStreamState.OPEN)).isEqualTo(2);
    }

    static Stream<Throwable> providerFailures() {
        return Stream.of(
                new UncheckedIOException(new IOException("timed out")),
                new NoClassDefFoundError("com/example/Json"),
                new StackOverflowError(),
                new OutOfMemoryError("Java heap space"),
                new AssertionError("unexpected"),
                new NullPointerException(),
                new IOException("sneaky"));
    }

    @ParameterizedTest
    @MethodSource("providerFailures")
    void unknownFailureOfProviderEndsNoStream(Throwable failure) {
        for (Duration duration : DURATIONS) {
            MultiplexedStream stream = open(Simulation.options(2));
            headers.failure = failure;
            simulation.table().liveStreams().forEach(physical -> physical.closeSignal(Duration.ZERO));
            MessageId id = stream.ingest(record("a"));
            simulation.time.pass(duration);
            assertThat(stream.snapshot().state()).isEqualTo(StreamState.OPEN);
            assertThat(stream.snapshot().subStreams())
                    .allSatisfy(subStream -> assertThat(subStream.lastFailure())
                            .hasMessageContaining(failure.getClass().getName())
                            .hasCause(failure));
            headers.failure = null;
            assertFlowsAgain(stream, new ArrayList<>(List.of(id)), ONE_STEP);
            stream.close();
        }
    }

    @ParameterizedTest
    @MethodSource("providerFailures")
    void unknownFailureOfProviderIsRetriedAtFirstOpening(Throwable failure) {
        headers.failure = failure;
        simulation.time.later(Duration.ofSeconds(10), () -> headers.failure = null);
        MultiplexedStream stream = open(Simulation.options(1));
        stream.await(stream.ingest(record("a")));
    }

    @Test
    void openingFailsWithReasonOfProviderAfterStartupTimeout() {
        headers.failure = new NoClassDefFoundError("com/example/Json");
        StreamOpenException failure =
                catchThrowableOfType(StreamOpenException.class, () -> open(Simulation.options(1)));
        assertThat(failure)
                .hasMessageContaining("startup-timeout")
                .hasMessageContaining("java.lang.NoClassDefFoundError")
                .hasRootCause(headers.failure);
        assertThat(failure.kind()).isEqualTo(ErrorKind.TRANSIENT);
        assertThat(simulation.time.elapsed()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(31));
    }

    @Test
    void openingInBackgroundNeverGivesUp() {
        simulation.faults().everyStream().refuse(StatusCode.UNAVAILABLE);
        MultiplexedStream stream =
                simulation.stream(Simulation.options(2).startup(Startup.BACKGROUND), Simulation.headers(headers));
        MessageId id = stream.ingest(record("a"));
        simulation.time.pass(Duration.ofHours(3));
        assertThat(stream.snapshot().state()).isEqualTo(StreamState.OPENING);
        simulation.faults().clear();
        assertFlowsAgain(stream, new ArrayList<>(List.of(id)), ONE_STEP);
    }

    @Test
    void idleStreamOutlivesLoadBalancerThatClosesConnections() {
        simulation.faults().everyStream().after(Duration.ofSeconds(2)).fail(StatusCode.UNAVAILABLE);
        MultiplexedStream stream = open(Simulation.options(4));
        simulation.time.pass(Duration.ofHours(1));
        assertThat(stream.snapshot().state()).isEqualTo(StreamState.OPEN);
        assertThat(simulation.table().streams()).hasSizeBetween(4 * 100, 4 * 240);
        simulation.faults().clear();
        assertFlowsAgain(stream, new ArrayList<>(), ONE_STEP);
    }

    @Test
    void streamIsPoisonedAfterTimeLimit() {
        MultiplexedStream stream = open(Simulation.options(1).recovery(r -> r.giveUpAfter(Duration.ofMinutes(5))));
        simulation.faults().everyStream().refuse(StatusCode.UNAVAILABLE);
        simulation.newest().fail(StatusCode.UNAVAILABLE);
        simulation.time.pass(Duration.ofSeconds(299));
        assertThat(stream.snapshot().state()).isEqualTo(StreamState.OPEN);
        simulation.time.pass(Duration.ofSeconds(2));
        assertThat(stream.snapshot().state()).isEqualTo(StreamState.POISONED);
    }
}
