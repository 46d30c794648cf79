package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.zerobus.AwaitTimeoutException;
import io.github.zerobus.BatchingOptions;
import io.github.zerobus.InvalidOptionException;
import io.github.zerobus.RecoveryOptions;
import io.github.zerobus.Routing;
import io.github.zerobus.SendOptions;
import io.github.zerobus.StreamClosedException;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.StreamOptionsBuilder;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamState;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each value of each option is refused at build, with the name of the option, or a stream works with it. */
@Timeout(120)
class OptionLimitsTests {

    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

    private static final List<Duration> DURATIONS = List.of(
            Duration.ofSeconds(Long.MIN_VALUE),
            Duration.ofNanos(-1),
            Duration.ZERO,
            Duration.ofNanos(1),
            Duration.ofDays(400 * 365),
            FOREVER);

    private static final Map<Class<?>, List<?>> VALUES = Map.of(
            int.class, List.of(Integer.MIN_VALUE, -1, 0, 1, 64, Integer.MAX_VALUE),
            Integer.class, List.of(Integer.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE),
            long.class, List.of(Long.MIN_VALUE, -1L, 0L, 1L, 10L << 20, (10L << 20) + 1, Long.MAX_VALUE),
            Duration.class, DURATIONS);

    /** A setter of a builder with a value. */
    record Choice(String option, Method setter, Object value) {

        StreamOptions options() throws ReflectiveOperationException {
            StreamOptionsBuilder options = Simulation.options(2);
            if (setter.getDeclaringClass() == BatchingOptions.Builder.class) {
                options.batching(batching -> set(batching));
            } else if (setter.getDeclaringClass() == RecoveryOptions.Builder.class) {
                options.recovery(recovery -> set(recovery));
            } else {
                set(options);
            }
            return options.build();
        }

        private void set(Object builder) {
            try {
                setter.invoke(builder, value);
            } catch (InvocationTargetException | IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }

        boolean isNegative() {
            return value instanceof Number number
                    ? number.longValue() < 0
                    : value instanceof Duration duration && duration.isNegative();
        }

        @Override
        public String toString() {
            return option + "=" + value;
        }
    }

    static Stream<Choice> choices() {
        return Stream.of(
                        choices("", StreamOptionsBuilder.class),
                        choices("batching.", BatchingOptions.Builder.class),
                        choices("recovery.", RecoveryOptions.Builder.class))
                .flatMap(choices -> choices);
    }

    private static Stream<Choice> choices(String prefix, Class<?> builder) {
        return Arrays.stream(builder.getMethods())
                .filter(setter -> setter.getParameterCount() == 1)
                .filter(setter -> setter.getDeclaringClass() == builder)
                .flatMap(setter -> VALUES.getOrDefault(setter.getParameterTypes()[0], List.of()).stream()
                        .map(value -> new Choice(prefix + dashed(setter.getName()), setter, value)));
    }

    private static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    @Test
    void choicesContainEachOptionWithLimits() {
        assertThat(choices().map(Choice::option).distinct())
                .contains("sub-streams", "max-inflight-size", "batching.max-size", "recovery.give-up-after")
                .hasSize(20);
    }

    @ParameterizedTest
    @MethodSource("choices")
    void valueIsRefusedByNameOrWorks(Choice choice) throws Exception {
        StreamOptions options;
        try {
            options = choice.options();
        } catch (InvalidOptionException e) {
            assertThat(e).hasMessageContaining(choice.option()).hasMessageContaining(choice.value.toString());
            return;
        }
        assertThat(choice.isNegative()).isFalse();
        try (Simulation simulation = new Simulation()) {
            assertWorks(choice, simulation, simulation.stream(options.toBuilder(), builder -> {}));
        }
    }

    /** Admits, loses the connection, rotates and closes. Only the limits themselves may be in the way. */
    private static void assertWorks(Choice choice, Simulation simulation, MultiplexedStream stream) {
        int admitted = 0;
        try {
            stream.open();
            for (int i = 0; i < 4; i++) {
                admitted += stream.tryIngest(record(i)).isPresent() ? 1 : 0;
            }
            simulation.newest().sendEmptyMessage();
            simulation.time.pass(Duration.ofSeconds(5));
            simulation.newest().closeSignal(Duration.ofSeconds(1));
            simulation.time.pass(Duration.ofSeconds(5));
            admitted += stream.tryIngest(record(9)).isPresent() ? 1 : 0;
            stream.close();
        } catch (StreamOpenException | StreamClosedException e) {
            // Time limits of a nanosecond, and backoffs of centuries.
            assertThat(stream.snapshot().state()).isEqualTo(StreamState.CLOSED);
        } catch (StreamPoisonedException e) {
            // No retries, or no time for one.
            assertThat(choice.option()).isIn("recovery.max-retries", "recovery.give-up-after");
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("larger than max-payload-size, 1 bytes");
            stream.close();
        }
        assertThat(stream.snapshot().ackedRecords() + stream.unackedRecords().size())
                .isEqualTo(admitted);
    }

    @Test
    void valuesBehindEachOtherAreNamedTogether() {
        assertThatThrownBy(() ->
                        RecoveryOptions.builder().backoff(Duration.ofMinutes(1)).build())
                .hasMessageContainingAll("recovery.max-backoff", "PT30S", "recovery.backoff", "PT1M");
        assertThatThrownBy(() -> StreamOptions.builder()
                        .subStreams(64)
                        .maxInflightRequests(63)
                        .build())
                .hasMessageContainingAll("max-inflight-requests", "63", "sub-streams", "64");
        assertThatThrownBy(() -> StreamOptions.builder()
                        .batching(b -> b.maxSize(64 << 20))
                        .build())
                .hasMessageContainingAll("batching.max-size", "67108864", "10485760");
    }

    /** The largest messages that the options allow are not refused by the service. */
    @Test
    void largestBatchesAreAccepted() {
        try (Simulation simulation = new Simulation()) {
            MultiplexedStream stream = simulation.open(Simulation.options(1)
                    .maxInflightSize(200 << 20)
                    .maxPayloadSize(10 << 20)
                    .batching(b -> b.maxRecords(Integer.MAX_VALUE).maxSize(10 << 20)));
            for (int i = 0; i < 100; i++) {
                stream.ingest(record("x".repeat(1 << 18)));
            }
            stream.flush();
            assertThat(stream.snapshot().ackedRecords()).isEqualTo(100);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0})
    void timeLimitOfRequestIsAboveZero(long seconds) {
        Duration limit = Duration.ofSeconds(seconds);

        assertThatThrownBy(() -> SendOptions.timeLimit(limit))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(limit.toString());
        assertThatThrownBy(() -> SendOptions.none().withTimeLimit(limit)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void extremeTimeLimitsOfRequestsWork() {
        try (Simulation simulation = new Simulation()) {
            simulation.faults().everyStream().ackAfter(Duration.ofMillis(10));
            MultiplexedStream stream = simulation.open(1);
            assertThat(stream.ingestAndAwait(record(1), SendOptions.timeLimit(FOREVER)))
                    .isNotNull();
            AwaitTimeoutException failure = catchThrowableOfType(
                    AwaitTimeoutException.class,
                    () -> stream.ingestAndAwait(record(2), SendOptions.timeLimit(Duration.ofNanos(1))));
            assertThat(failure).isNotNull();
            stream.await(stream.ingest(record(3)), FOREVER);
            stream.flush(FOREVER);
            stream.close(FOREVER);
            assertThat(stream.snapshot().ackedRecords()).isEqualTo(3);
        }
    }

    @Test
    void negativeTimeLimitsOfCallsAreOver() {
        try (Simulation simulation = new Simulation()) {
            MultiplexedStream stream = simulation.open(1);
            simulation.faults().everyStream().neverAck();
            simulation.newest().closeSignal(Duration.ZERO);
            Duration past = Duration.ofSeconds(Long.MIN_VALUE);
            assertThatThrownBy(() -> stream.await(stream.ingest(record(1)), past))
                    .isInstanceOf(AwaitTimeoutException.class);
            assertThatThrownBy(() -> stream.close(past)).isInstanceOf(StreamClosedException.class);
            assertThat(stream.unackedRecords()).hasSize(1);
        }
    }

    @Test
    @SuppressWarnings("NullAway") // callers without checks for null
    void keyIsAnyTextButNotNull() {
        assertThatThrownBy(() -> SendOptions.key(null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SendOptions.none().withKey(null)).isInstanceOf(IllegalArgumentException.class);
        try (Simulation simulation = new Simulation()) {
            MultiplexedStream stream = simulation.open(
                    Simulation.options(64).maxInflightSize(1L << 31).routing(Routing.KEYED));
            for (String key : List.of("", "\ud800", "x".repeat(1 << 20))) {
                int subStream = stream.ingest(record(1), SendOptions.key(key)).subStream();
                assertThat(stream.ingest(record(1), SendOptions.key(key)).subStream())
                        .isEqualTo(subStream);
            }
            stream.flush();
        }
    }
}
