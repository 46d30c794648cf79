package io.github.zerobus.autoconfigure.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class ShutdownTimeoutsTests {

    private final MockEnvironment environment = new MockEnvironment();
    private final ShutdownTimeouts timeouts = new ShutdownTimeouts(environment);

    @Test
    void defaultIsThatOfTheProperties() {
        assertThat(timeouts.of("default")).isEqualTo(Duration.ofSeconds(20));
        assertThat(timeouts.of("orders")).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void namedStreamStartsFromTheDefaultStream() {
        environment.setProperty("zerobus.stream.shutdown-timeout", "3s");
        environment.setProperty("zerobus.streams.orders.shutdownTimeout", "4s");

        assertThat(timeouts.of("default")).isEqualTo(Duration.ofSeconds(3));
        assertThat(timeouts.of("clicks")).isEqualTo(Duration.ofSeconds(3));
        assertThat(timeouts.of("orders")).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void timeoutMustBeAboveZero() {
        environment.setProperty("zerobus.streams.orders.shutdown-timeout", "0s");

        assertThatThrownBy(() -> timeouts.of("orders"))
                .hasMessageContaining("zerobus.streams.orders.shutdown-timeout is invalid");
    }
}
