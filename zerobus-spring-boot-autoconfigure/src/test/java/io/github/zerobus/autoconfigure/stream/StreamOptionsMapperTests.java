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
        assertThat(mapper.map(false).build()).isEqualTo(StreamOptions.defaults());
    }

    @Test
    void embeddedServerNeedsNoOpenJitter() {
        assertThat(mapper.map(true).build().openJitter()).isEqualTo(Duration.ZERO);
    }
}
