package io.github.zerobus.health;

import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamSnapshot;
import io.github.zerobus.SubStreamState;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Health of a stream, read from its snapshot; makes no call. Routine rotation and recovery are no trouble; poison is,
 * and so are records that wait too long without durable progress.
 */
public class ZerobusHealthIndicator extends AbstractHealthIndicator {

    private final Supplier<StreamSnapshot> stream;
    private final Duration staleAfter;
    private final boolean embedded;

    /**
     * An indicator for a stream.
     *
     * @param stream gives its present numbers
     * @param staleAfter time without durable progress, with records pending, that counts as down
     * @param embedded whether records live in this process only
     */
    public ZerobusHealthIndicator(Supplier<StreamSnapshot> stream, Duration staleAfter, boolean embedded) {
        super("The health of the Zerobus stream cannot be read");
        this.stream = stream;
        this.staleAfter = staleAfter;
        this.embedded = embedded;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        StreamSnapshot snapshot = stream.get();
        switch (snapshot.state()) {
            case OPEN -> {
                if (snapshot.withoutProgress().compareTo(staleAfter) >= 0) {
                    health.down();
                } else {
                    health.up();
                }
            }
            case OPENING, CLOSED -> health.outOfService();
            case POISONED -> poisoned(health, snapshot);
        }
        details(health, snapshot);
    }

    private static void poisoned(Health.Builder health, StreamSnapshot snapshot) {
        health.down();
        StreamPoisonedException poison = snapshot.poison();
        if (poison != null) {
            health.withDetail("error", String.valueOf(poison.firstCause().getMessage()))
                    .withDetail("poisonedBy", poison.subStream())
                    .withDetail("unackedRecords", snapshot.unackedRecords());
        }
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
