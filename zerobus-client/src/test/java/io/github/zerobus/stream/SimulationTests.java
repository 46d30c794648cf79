package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.zerobus.MessageId;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.embedded.StatusCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The simulation runs without further threads and in virtual time. */
class SimulationTests {

    @Test
    void timePassesOnlyDuringWaits() {
        try (Simulation simulation = new Simulation(1, server -> server.ackDelay(Duration.ofMinutes(1)))) {
            MultiplexedStream stream = simulation.open(Simulation.options(1).silenceTimeout(Duration.ofMinutes(5)));
            Duration before = simulation.time.elapsed();
            MessageId id = stream.ingest(record(1));
            stream.await(id);
            assertThat(simulation.time.elapsed().minus(before))
                    .isBetween(Duration.ofMinutes(1), Duration.ofMinutes(1).plusMillis(10));
            stream.close();
        }
    }

    @Test
    void streamRecoversInVirtualTime() {
        try (Simulation simulation = new Simulation()) {
            simulation.faults().stream(0).afterMessages(1).fail(StatusCode.UNAVAILABLE);
            MultiplexedStream stream = simulation.open(2);
            for (int i = 0; i < 100; i++) {
                stream.ingest(record(i));
            }
            assertThat(stream.flush().complete()).isTrue();
            assertThat(simulation.table().durableRecords()).isEqualTo(100);
            stream.close();
        }
    }

    /** Found by seed 1581 of the random schedules: the stream opened with a failed sub-stream that accepted records. */
    @Test
    void openFailsWhenOpenSubStreamFailsBeforeOthersAreOpen() {
        try (Simulation simulation = new Simulation()) {
            simulation.faultsOf(0).createAfter(Duration.ofSeconds(5));
            simulation.faultsOf(1).after(Duration.ofSeconds(1)).fail(StatusCode.NOT_FOUND);
            assertThatThrownBy(() -> simulation.open(2))
                    .isInstanceOf(StreamOpenException.class)
                    .hasMessageContaining("sub-stream 1")
                    .hasMessageContaining("NOT_FOUND");
        }
    }
}
