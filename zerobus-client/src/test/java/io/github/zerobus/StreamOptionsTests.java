package io.github.zerobus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamOptionsTests {

    @Test
    void defaultsMatchDocumentation() {
        StreamOptions options = StreamOptions.defaults();

        assertThat(options.subStreams()).isEqualTo(4);
        assertThat(options.sharedChannel()).isFalse();
        assertThat(options.recordType()).isEqualTo(RecordType.JSON);
        assertThat(options.startup()).isEqualTo(Startup.WAIT);
        assertThat(options.startupTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.openJitter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(options.maxInflightRequests()).isEqualTo(1_000_000);
        assertThat(options.maxInflightSize())
                .isEqualTo(Math.min(4L * 32 * 1024 * 1024, Runtime.getRuntime().maxMemory() / 4));
        assertThat(options.maxPayloadSize()).isEqualTo(10_420_224);
        assertThat(options.maxBlock()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.batching().maxRecords()).isEqualTo(256);
        assertThat(options.batching().maxSize()).isEqualTo(256 * 1024);
        assertThat(options.silenceTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(options.flushTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(options.callbackTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(options.pauseTimeout()).isNull();
        assertThat(options.poisonDrainTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(options.validateJson()).isTrue();
        assertThat(options.recovery().enabled()).isTrue();
        assertThat(options.recovery().timeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(options.recovery().backoff()).isEqualTo(Duration.ofSeconds(2));
        assertThat(options.recovery().maxBackoff()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.recovery().maxRetries()).isNull();
        assertThat(options.recovery().giveUpAfter()).isNull();
        assertThat(options.recovery().resetAfter()).isEqualTo(Duration.ofSeconds(15));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65})
    void buildFailsWhenSubStreamsIsOutOfRange(int value) {
        assertThatThrownBy(() -> StreamOptions.builder().subStreams(value).build())
                .isInstanceOfSatisfying(
                        InvalidOptionException.class,
                        failure -> assertThat(failure.option()).isEqualTo("sub-streams"))
                .hasMessageContaining(Integer.toString(value))
                .hasMessageContaining("1 to 64");
    }

    @Test
    void buildFailsWithAllOptionNamesWhenShareIsTooSmall() {
        assertThatThrownBy(() -> StreamOptions.builder()
                        .subStreams(4)
                        .maxInflightRequests(3)
                        .build())
                .hasMessageContaining("max-inflight-requests")
                .hasMessageContaining("sub-streams");
        assertThatThrownBy(() -> StreamOptions.builder()
                        .subStreams(4)
                        .maxInflightSize(1_000)
                        .maxPayloadSize(250)
                        .build())
                .hasMessageContaining("max-inflight-size")
                .hasMessageContaining("max-payload-size")
                .hasMessageContaining("sub-streams")
                .hasMessageContaining("2024");
    }

    @Test
    void toBuilderKeepsAllValues() {
        StreamOptions options = StreamOptions.builder()
                .pauseTimeout(Duration.ofSeconds(3))
                .validateJson(false)
                .build();

        assertThat(options.toBuilder().build()).isEqualTo(options);
    }

    @Test
    void batchingAndRecoveryChangeInPlace() {
        StreamOptions options = StreamOptions.builder()
                .batching(b -> b.maxRecords(7))
                .recovery(r -> r.maxRetries(9))
                .recovery(r -> r.timeout(Duration.ofSeconds(3)))
                .build();

        assertThat(options.batching())
                .isEqualTo(BatchingOptions.builder().maxRecords(7).build())
                .isEqualTo(options.batching().toBuilder().build());
        assertThat(options.recovery())
                .isEqualTo(RecoveryOptions.builder()
                        .maxRetries(9)
                        .timeout(Duration.ofSeconds(3))
                        .build())
                .isEqualTo(options.recovery().toBuilder().build());
    }

    @Test
    void invalidBatchingAndRecoveryNameTheOption() {
        assertThatThrownBy(() -> StreamOptions.builder().batching(b -> b.maxRecords(0)))
                .hasMessageContaining("batching.max-records");
        assertThatThrownBy(() -> StreamOptions.builder().recovery(r -> r.maxBackoff(Duration.ofSeconds(1))))
                .hasMessageContaining("recovery.max-backoff")
                .hasMessageContaining("PT2S");
    }

    @Test
    void optionsAreComparedByValue() {
        StreamOptions options = StreamOptions.builder().maxBlock(Duration.ZERO).build();

        assertThat(options)
                .isEqualTo(StreamOptions.builder().maxBlock(Duration.ZERO).build())
                .hasSameHashCodeAs(
                        StreamOptions.builder().maxBlock(Duration.ZERO).build())
                .isNotEqualTo(StreamOptions.defaults());
        assertThat(options.toString()).contains("maxBlock=PT0S", "subStreams=4", "maxRetries=null");
    }

    /** Equality and text come from a list of the values, which must contain each option. */
    @Test
    void textContainsEachOption() {
        String text = StreamOptions.defaults().toString();

        assertThat(Arrays.stream(StreamOptions.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .filter(method -> !Modifier.isStatic(method.getModifiers()))
                        .filter(method -> method.getParameterCount() == 0)
                        .map(Method::getName)
                        .filter(name ->
                                !Set.of("toBuilder", "hashCode", "toString").contains(name)))
                .hasSize(21)
                .allSatisfy(name -> assertThat(text).contains(name + "="));
    }

    @Test
    void defaultInflightSizeFitsHeap() {
        assertThat(StreamOptionsBuilder.defaultInflightSize(4, 4L << 30)).isEqualTo(128L << 20);
        assertThat(StreamOptionsBuilder.defaultInflightSize(4, 128L << 20)).isEqualTo(32L << 20);
        assertThat(StreamOptionsBuilder.defaultInflightSize(64, Long.MAX_VALUE)).isEqualTo(2048L << 20);
    }

    @Test
    void copyKeepsDefaultInflightSizeForOtherNumberOfSubStreams() {
        StreamOptions one = StreamOptions.builder().subStreams(1).build();

        assertThat(one.toBuilder().subStreams(2).build().maxInflightSize())
                .isEqualTo(StreamOptions.builder().subStreams(2).build().maxInflightSize());
    }
}
