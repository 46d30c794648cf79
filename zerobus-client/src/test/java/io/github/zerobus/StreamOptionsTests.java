package io.github.zerobus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamOptionsTests {

    @Test
    void defaultsAreThePublishedOnes() {
        StreamOptions options = StreamOptions.defaults();

        assertThat(options.subStreams()).isEqualTo(4);
        assertThat(options.sharedChannel()).isFalse();
        assertThat(options.recordType()).isEqualTo(RecordType.JSON);
        assertThat(options.startup()).isEqualTo(Startup.WAIT);
        assertThat(options.startupTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.openJitter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(options.maxInflightRequests()).isEqualTo(1_000_000);
        assertThat(options.maxInflightSize()).isEqualTo(4L * 32 * 1024 * 1024);
        assertThat(options.maxPayloadSize()).isEqualTo(10_420_224);
        assertThat(options.maxBlock()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.batching()).isEqualTo(new StreamOptions.Batching(256, 256 * 1024));
        assertThat(options.silenceTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(options.flushTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(options.callbackTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(options.pauseTimeout()).isNull();
        assertThat(options.poisonDrainTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(options.shutdownTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(options.validateJson()).isTrue();
        assertThat(options.recovery())
                .isEqualTo(new StreamOptions.Recovery(
                        true,
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(30),
                        4,
                        Duration.ofSeconds(15)));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65})
    void subStreamsAreOneToSixtyFour(int value) {
        assertThatThrownBy(() -> StreamOptions.builder().subStreams(value).build())
                .isInstanceOfSatisfying(
                        InvalidOptionException.class,
                        failure -> assertThat(failure.option()).isEqualTo("sub-streams"))
                .hasMessageContaining(Integer.toString(value))
                .hasMessageContaining("1 to 64");
    }

    @Test
    void sharesAreEvenAndWhole() {
        StreamOptions options = StreamOptions.builder()
                .subStreams(64)
                .maxInflightRequests(1_000_000)
                .build();

        assertThat(options.requestsPerSubStream()).isEqualTo(15_625);
        assertThat(StreamOptions.builder()
                        .subStreams(3)
                        .maxInflightRequests(10)
                        .build()
                        .requestsPerSubStream())
                .isEqualTo(3);
    }

    @Test
    void shareThatIsTooSmallNamesAllKeys() {
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
                .hasMessageContaining("1256");
    }

    @Test
    void builderGoesOnFromPresentValues() {
        StreamOptions options = StreamOptions.builder()
                .pauseTimeout(Duration.ofSeconds(3))
                .validateJson(false)
                .build();

        assertThat(options.toBuilder().build()).isEqualTo(options);
    }
}
