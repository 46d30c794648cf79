package io.github.zerobus.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.ErrorKind;
import io.github.zerobus.GrpcCode;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamSnapshot;
import io.github.zerobus.StreamState;
import io.github.zerobus.SubStreamSnapshot;
import io.github.zerobus.SubStreamState;
import io.github.zerobus.TableName;
import io.github.zerobus.ZerobusException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class ZerobusHealthIndicatorTests {

    private static Health health(
            StreamState state,
            SubStreamState second,
            Duration withoutProgress,
            @Nullable StreamPoisonedException poison) {
        return health(state, second, withoutProgress, poison, null);
    }

    private static Health health(
            StreamState state,
            SubStreamState second,
            Duration withoutProgress,
            @Nullable StreamPoisonedException poison,
            @Nullable Duration nextTry) {
        StreamSnapshot snapshot = EngineAccess.streamSnapshot(
                "default",
                TableName.parse("main.iot.readings"),
                state,
                1_000,
                1_000_000,
                poison,
                3,
                12,
                nextTry,
                List.of(subStream(0, SubStreamState.OPEN, Duration.ZERO), subStream(1, second, withoutProgress)));
        return Objects.requireNonNull(new ZerobusHealthIndicator(() -> snapshot, Duration.ofMinutes(2), true).health());
    }

    private static SubStreamSnapshot subStream(int index, SubStreamState state, Duration withoutProgress) {
        return EngineAccess.subStreamSnapshot(
                index,
                state,
                null,
                10,
                7,
                20,
                14,
                500,
                100,
                0,
                0,
                3,
                692,
                Duration.ofMillis(1_500),
                withoutProgress,
                null,
                index == 0 ? null : EngineAccess.failure(ErrorKind.TRANSIENT, true, null, "refused", null));
    }

    @Test
    void openStreamIsUpWithDetails() {
        Health health = health(StreamState.OPEN, SubStreamState.OPEN, Duration.ZERO, null);

        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails())
                .containsEntry("state", "OPEN")
                .containsEntry("table", "main.iot.readings")
                .containsEntry("subStreams", 2)
                .containsEntry("openSubStreams", 2)
                .containsEntry("recoveringSubStreams", 0)
                .containsEntry("inflightRequests", 6L)
                .containsEntry("inflightBytes", 1_384L)
                .containsEntry("oldestUnackedMillis", 1_500L)
                .containsEntry("embedded", true)
                .doesNotContainKeys("error", "reason", "poisonedBy", "unackedRecords");
    }

    @Test
    void recoveringAndPausedSubStreamsAreUp() {
        for (SubStreamState state :
                List.of(SubStreamState.RECOVERING, SubStreamState.PAUSED, SubStreamState.CONNECTING)) {
            assertThat(health(StreamState.OPEN, state, Duration.ofSeconds(119), null)
                            .getStatus())
                    .isEqualTo(Status.UP);
        }
    }

    @Test
    void streamWithoutProgressIsDownWithLastFailure() {
        Health health = health(StreamState.OPEN, SubStreamState.RECOVERING, Duration.ofMinutes(2), null);

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails()).containsEntry("reason", "refused");
    }

    @Test
    void openingStreamHasLastFailure() {
        assertThat(health(StreamState.OPENING, SubStreamState.CONNECTING, Duration.ZERO, null)
                        .getDetails())
                .containsEntry("reason", "refused");
    }

    @Test
    void openingAndClosedStreamsAreOutOfService() {
        assertThat(health(StreamState.OPENING, SubStreamState.CONNECTING, Duration.ZERO, null)
                        .getStatus())
                .isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(health(StreamState.CLOSED, SubStreamState.CLOSED, Duration.ZERO, null)
                        .getStatus())
                .isEqualTo(Status.OUT_OF_SERVICE);
    }

    @Test
    void poisonedStreamIsDownWithCauseAndIndex() {
        ZerobusException cause =
                EngineAccess.failure(ErrorKind.PERMISSION, false, GrpcCode.PERMISSION_DENIED, "no grant", null);

        Health health = health(
                StreamState.POISONED,
                SubStreamState.FAILED,
                Duration.ZERO,
                EngineAccess.streamPoisoned("poisoned", 1, cause));

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails())
                .containsEntry("error", "no grant")
                .containsEntry("reason", "no grant")
                .containsEntry("poisonedBy", 1)
                .containsEntry("unackedRecords", 12L);
    }

    @Test
    void reopeningStreamIsDownWithCauseGenerationAndNextTry() {
        StreamPoisonedException poison = EngineAccess.streamPoisoned(
                "poisoned",
                1,
                EngineAccess.failure(ErrorKind.PERMISSION, false, GrpcCode.PERMISSION_DENIED, "no grant", null));

        Health waiting =
                health(StreamState.REOPENING, SubStreamState.FAILED, Duration.ZERO, poison, Duration.ofSeconds(7));
        Health trying = health(StreamState.REOPENING, SubStreamState.CONNECTING, Duration.ZERO, poison);

        assertThat(waiting.getStatus()).isEqualTo(Status.DOWN);
        assertThat(waiting.getDetails())
                .containsEntry("state", "REOPENING")
                .containsEntry("error", "no grant")
                .containsEntry("reason", "no grant")
                .containsEntry("poisonedBy", 1)
                .containsEntry("generation", 3)
                .containsEntry("nextTry", Duration.ofSeconds(7));
        assertThat(trying.getStatus()).isEqualTo(Status.DOWN);
        assertThat(trying.getDetails()).containsEntry("nextTry", Duration.ZERO);
    }
}
