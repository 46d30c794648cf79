package io.github.zerobus.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.ErrorKind;
import io.github.zerobus.StreamListener;
import io.github.zerobus.StreamState;
import io.github.zerobus.SubStreamState;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class StreamEventsTests {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final StreamEvents events = new StreamEvents(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void eventsHaveNameOfStream() {
        StreamListener orders = events.forStream("orders");
        orders.onStateChange(StreamState.OPEN);
        events.forStream("clicks").onSubStreamStateChange(3, SubStreamState.PAUSED);
        orders.onRotation(1);
        orders.onRecovery(0, null);
        orders.onRecovery(2, EngineAccess.failure(ErrorKind.TIMEOUT, true, null, "no answer", null));

        assertThat(events.latest())
                .containsExactly(
                        new StreamEvent(NOW, "orders", null, StreamEvent.Kind.STREAM_STATE, "OPEN"),
                        new StreamEvent(NOW, "clicks", 3, StreamEvent.Kind.SUB_STREAM_STATE, "PAUSED"),
                        new StreamEvent(NOW, "orders", 1, StreamEvent.Kind.ROTATED, null),
                        new StreamEvent(NOW, "orders", 0, StreamEvent.Kind.RECOVERED, null),
                        new StreamEvent(NOW, "orders", 2, StreamEvent.Kind.RECOVERY_FAILED, "no answer"));
    }

    @Test
    void latestFiftyEventsAreKept() {
        StreamListener stream = events.forStream("default");
        for (int i = 0; i < 60; i++) {
            stream.onRotation(i);
        }

        assertThat(events.latest()).hasSize(50);
        assertThat(events.latest().get(0).subStream()).isEqualTo(10);
        assertThat(events.latest().get(49).subStream()).isEqualTo(59);
    }
}
