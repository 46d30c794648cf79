package io.github.zerobus.autoconfigure.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.StreamOptions;
import io.github.zerobus.autoconfigure.ZerobusProperties;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StreamOptionsMapperTests {

    private final StreamOptionsMapper mapper = new StreamOptionsMapper(new ZerobusProperties().getStream());

    @Test
    void defaultPropertiesMapToDefaultOptions() {
        StreamOptions options = mapper.map(false).build();

        // The start of the application ends the wait.
        assertThat(options.startupTimeout()).isGreaterThan(Duration.ofDays(10_000));
        assertThat(options.toBuilder()
                        .startupTimeout(StreamOptions.defaults().startupTimeout())
                        .build())
                .isEqualTo(StreamOptions.defaults());
    }

    @Test
    void embeddedServerNeedsNoOpenJitter() {
        assertThat(mapper.map(true).build().openJitter()).isEqualTo(Duration.ZERO);
    }
}
