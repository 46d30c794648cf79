package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.MessageId;
import io.github.zerobus.SubStreamSnapshot;
import io.github.zerobus.SubStreamState;
import io.github.zerobus.embedded.ObservedStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The half second in which a physical stream is left: it may say what it likes, and only true acks count. */
@Timeout(60)
class LeaveTests {

    private final Simulation simulation = new Simulation();
    private MultiplexedStream stream;
    private MessageId acked;
    private MessageId unacked;

    /** One record is acked and one is not when the server announces the end, at once, and goes on talking. */
    @BeforeEach
    void leave() {
        simulation.faults().stream(0).neverAck();
        simulation.faults().stream(0).ignoreHalfClose();
        simulation.faults().stream(1).neverAck();
        stream = simulation.open(Simulation.options(1).batching(batching -> batching.maxRecords(1)));
        acked = stream.ingest(record("acked"));
        unacked = stream.ingest(record("unacked"));
        simulation.time.until(() -> old().messageCount() == 2);
        old().sendAck(0);
        old().closeSignal(Duration.ZERO);
        simulation.time.pass(Duration.ofMillis(10));
        assertThat(stream.isDurable(acked)).isTrue();
    }

    @AfterEach
    void end() {
        simulation.close();
    }

    private ObservedStream old() {
        return simulation.physical(0);
    }

    @Test
    void ackWithoutOffsetOpensNoSecondConnection() {
        old().sendAckWithoutOffset();
        simulation.time.pass(Duration.ofMillis(20));
        old().sendAck(0);
        simulation.time.pass(Duration.ofSeconds(2));

        assertThat(simulation.table().streams()).hasSize(2);
        assertThat(simulation.table().liveStreams()).hasSize(1);
        assertThat(stream.isDurable(unacked)).isFalse();
        simulation.physical(1).releaseAcks();
        assertThat(stream.flush().complete()).isTrue();
    }

    @Test
    void lateAckStillCounts() {
        old().sendAck(1);
        simulation.time.pass(Duration.ofSeconds(2));

        assertThat(stream.isDurable(unacked)).isTrue();
        assertThat(simulation.physical(1).messageCount()).isZero();
    }

    @Test
    void reportsShowNoPhysicalStreamUntilTheNextIsOpen() {
        SubStreamSnapshot leaving = stream.snapshot().subStreams().get(0);
        assertThat(leaving.physicalStreamAge()).isNull();
        simulation.time.pass(Duration.ofSeconds(2));
        assertThat(List.of(stream.snapshot().subStreams().get(0).state())).containsExactly(SubStreamState.OPEN);
        assertThat(stream.snapshot().subStreams().get(0).physicalStreamAge()).isNotNull();
    }
}
