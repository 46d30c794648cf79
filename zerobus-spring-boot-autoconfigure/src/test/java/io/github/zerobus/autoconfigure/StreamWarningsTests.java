package io.github.zerobus.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.stream.StreamOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class StreamWarningsTests {

    @Test
    void budgetBeyondHalfOfTheHeapIsToldOf(CapturedOutput output) {
        StreamWarnings.log(StreamOptions.builder()
                .maxInflightSize(Runtime.getRuntime().maxMemory())
                .build());

        assertThat(output).contains("zerobus.stream.max-inflight-size").contains("half of the maximum heap");
    }

    @Test
    void longShutdownIsToldOf(CapturedOutput output) {
        StreamWarnings.log(
                StreamOptions.builder().shutdownTimeout(Duration.ofSeconds(31)).build());

        assertThat(output).contains("zerobus.stream.shutdown-timeout").contains("PT31S");
    }

    @Test
    void defaultsAreNot(CapturedOutput output) {
        StreamWarnings.log(StreamOptions.builder().maxInflightSize(64 << 20).build());

        assertThat(output).doesNotContain("zerobus.stream");
    }
}
