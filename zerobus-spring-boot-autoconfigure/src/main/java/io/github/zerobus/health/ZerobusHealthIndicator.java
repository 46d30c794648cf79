package io.github.zerobus.health;

import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamSnapshot;
import io.github.zerobus.SubStreamSnapshot;
import io.github.zerobus.SubStreamState;
import io.github.zerobus.ZerobusException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * {@link org.springframework.boot.health.contributor.HealthIndicator} for a stream. Down if the stream is poisoned
 * or reopening, or
 * if records are pending for too long without durable progress; rotation and recovery are routine and do not change the
 * status. Reads a snapshot and makes no call.
 */
public class ZerobusHealthIndicator extends AbstractHealthIndicator {

    private final Supplier<StreamSnapshot> stream;
    private final Duration staleAfter;
    private final boolean embedded;

    /**
     * Creates an indicator.
     *
     * @param stream supplies the current snapshot
     * @param staleAfter time without durable progress while records are pending after which the stream is down
     * @param embedded whether the service is an embedded server, which keeps records in this process only
     */
    public ZerobusHealthIndicator(Supplier<StreamSnapshot> stream, Duration staleAfter, boolean embedded) {
        super("Zerobus health check failed");
        this.stream = stream;
        this.staleAfter = staleAfter;
        this.embedded = embedded;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        StreamSnapshot snapshot = stream.get();
        switch (snapshot.state()) {
            case OPEN -> open(health, snapshot);
            case OPENING -> {
                health.outOfService();
                snapshot.subStreams().stream()
                        .map(SubStreamSnapshot::lastFailure)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .ifPresent(failure -> reason(health, failure));
            }
            case CLOSED -> health.outOfService();
            case POISONED -> poisoned(health, snapshot);
            case REOPENING -> reopening(health, snapshot);
        }
        details(health, snapshot);
    }

    private void open(Health.Builder health, StreamSnapshot snapshot) {
        if (snapshot.withoutProgress().compareTo(staleAfter) < 0) {
            health.up();
            return;
        }
        health.down();
        lastFailure(snapshot)
                .ifPresentOrElse(
                        failure -> reason(health, failure),
                        () -> health.withDetail(
                                "reason",
                                "no durable progress for " + snapshot.withoutProgress() + ", without a failure"));
    }

    /** The last failure of the sub-stream that has been without progress for the longest time. */
    private static Optional<ZerobusException> lastFailure(StreamSnapshot snapshot) {
        return snapshot.subStreams().stream()
                .max(Comparator.comparing(SubStreamSnapshot::withoutProgress))
                .map(SubStreamSnapshot::lastFailure);
    }

    private static void reason(Health.Builder health, ZerobusException failure) {
        health.withDetail("reason", String.valueOf(failure.getMessage()));
    }

    private static void poisoned(Health.Builder health, StreamSnapshot snapshot) {
        health.down();
        StreamPoisonedException poison = snapshot.poison();
        if (poison != null) {
            reason(health, poison.firstCause());
            health.withDetail("error", String.valueOf(poison.firstCause().getMessage()))
                    .withDetail("poisonedBy", poison.subStream())
                    .withDetail("unackedRecords", snapshot.unackedRecords());
        }
    }

    private static void reopening(Health.Builder health, StreamSnapshot snapshot) {
        poisoned(health, snapshot);
        health.withDetail("generation", snapshot.generation())
                // Zero while an attempt is under way.
                .withDetail("nextTry", Objects.requireNonNullElse(snapshot.nextTry(), Duration.ZERO));
    }

    private void details(Health.Builder health, StreamSnapshot snapshot) {
        health.withDetail("state", snapshot.state().name())
                .withDetail("table", snapshot.table().toString())
                .withDetail("subStreams", snapshot.subStreams().size())
                .withDetail("openSubStreams", snapshot.count(SubStreamState.OPEN))
                .withDetail("recoveringSubStreams", snapshot.count(SubStreamState.RECOVERING))
                .withDetail("inflightRequests", snapshot.inflightRequests())
                .withDetail("inflightBytes", snapshot.inflightBytes())
                .withDetail("oldestUnackedMillis", snapshot.oldestUnacked().toMillis())
                .withDetail("embedded", embedded);
    }
}
