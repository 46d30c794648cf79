package io.github.zerobus.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.MessageId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class FirstOffsetTests {

    private static Clock at(String time) {
        return Clock.fixed(Instant.parse(time), ZoneOffset.UTC);
    }

    @Test
    void streamsOfTheSameMillisecondStartApart() {
        FirstOffset offsets = new FirstOffset(at("2026-11-25T12:00:00Z"));
        assertThat(offsets.next() + (1 << 18)).isEqualTo(offsets.next());
    }

    @Test
    void laterProcessStartsBehindWhatAnEarlierOneCanAdmit() {
        long first = new FirstOffset(at("2026-11-25T12:00:00Z")).next();
        long later = new FirstOffset(at("2026-11-25T12:00:10Z")).next();
        assertThat(later - first).isGreaterThan(100_000_000L * 10);
    }

    @Test
    void offsetsFitForDecades() {
        long last = new FirstOffset(at("2059-12-31T00:00:00Z")).next();
        assertThat(EngineAccess.messageId(63, last + 1_000_000_000).offset()).isEqualTo(last + 1_000_000_000);
    }

    @Test
    void awaitRefusesAnIdFromBeforeARestart() {
        try (MultiplexedStream stream = MultiplexedStream.builder()
                .table("main.shop.orders")
                .endpoint("http://localhost:1")
                .build()) {
            MessageId old = EngineAccess.messageId(0, 3);
            assertThatThrownBy(() -> stream.await(old, Duration.ZERO))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("was never returned by this stream");
            assertThatThrownBy(() -> stream.isDurable(old)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
