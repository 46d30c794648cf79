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

/** Messages of a physical stream after the client has half-closed it: only valid acks count. */
@Timeout(60)
class HalfClosedStreamTests {

    private final Simulation simulation = new Simulation();
    private MultiplexedStream stream;
    private MessageId acked;
    private MessageId unacked;

    /** One record is acked and one is not when the server sends a close signal; it keeps the old stream open. */
    @BeforeEach
    void halfClose() {
        simulation.faults().stream(0).neverAck();
        simulation.faults().stream(0).ignoreHalfClose();
        simulation.faults().stream(1).neverAck();
        stream = simulation.open(Simulation.options(1).batching(batching -> batching.maxRecords(1)));
        acked = stream.ingest(record("acked"));
        unacked = stream.ingest(record("unacked"));
        simulation.time.until(() -> oldStream().messageCount() == 2);
        oldStream().sendAck(0);
        oldStream().closeSignal(Duration.ZERO);
        simulation.time.pass(Duration.ofMillis(10));
        assertThat(stream.isDurable(acked)).isTrue();
    }

    @AfterEach
    void end() {
        simulation.close();
    }

    private ObservedStream oldStream() {
        return simulation.physical(0);
    }

    @Test
    void ackWithoutOffsetOpensNoFurtherConnection() {
        oldStream().sendAckWithoutOffset();
        simulation.time.pass(Duration.ofMillis(20));
        oldStream().sendAck(0);
        simulation.time.pass(Duration.ofSeconds(2));

        assertThat(simulation.table().streams()).hasSize(2);
        assertThat(simulation.table().liveStreams()).hasSize(1);
        assertThat(stream.isDurable(unacked)).isFalse();
        simulation.physical(1).releaseAcks();
        assertThat(stream.flush().complete()).isTrue();
    }

    @Test
    void lateAckIsCounted() {
        oldStream().sendAck(1);
        simulation.time.pass(Duration.ofSeconds(2));

        assertThat(stream.isDurable(unacked)).isTrue();
        assertThat(simulation.physical(1).messageCount()).isZero();
    }

    @Test
    void snapshotHasNoPhysicalStreamUntilNextIsOpen() {
        SubStreamSnapshot leaving = stream.snapshot().subStreams().get(0);
        assertThat(leaving.physicalStreamAge()).isNull();
        simulation.time.pass(Duration.ofSeconds(2));
        assertThat(List.of(stream.snapshot().subStreams().get(0).state())).containsExactly(SubStreamState.OPEN);
        assertThat(stream.snapshot().subStreams().get(0).physicalStreamAge()).isNotNull();
    }
}
