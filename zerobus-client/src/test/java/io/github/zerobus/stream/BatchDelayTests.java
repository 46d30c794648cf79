package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The delay before a message that lets further records join it. */
@Timeout(60)
class BatchDelayTests {

    private static final Duration DELAY = Duration.ofNanos(50_000);

    private final Simulation simulation = new Simulation();

    @AfterEach
    void end() {
        simulation.close();
    }

    private MultiplexedStream open(int maxRecords) {
        return simulation.open(
                Simulation.options(1).batching(b -> b.maxRecords(maxRecords).maxSize(100_000)));
    }

    private static void ingest(MultiplexedStream stream, int records) {
        for (int i = 0; i < records; i++) {
            stream.ingest(record(i));
        }
    }

    /** Returns the time until the server has the given number of messages. */
    private Duration until(int messages) {
        Duration start = simulation.time.elapsed();
        simulation.time.until(() -> simulation.newest().messageCount() == messages);
        return simulation.time.elapsed().minus(start);
    }

    private List<Integer> sizes() {
        return simulation.newest().messages().stream()
                .map(message -> message.records().size())
                .toList();
    }

    @Test
    void sendIsDelayedAfterMessageWithSeveralRecords() {
        MultiplexedStream stream = open(100);
        ingest(stream, 3);
        assertThat(until(1)).isZero();

        ingest(stream, 1);
        simulation.time.pass(DELAY.dividedBy(2));
        ingest(stream, 2);

        assertThat(until(2)).isEqualTo(DELAY.dividedBy(2));
        assertThat(sizes()).containsExactly(3, 3);
    }

    @Test
    void singleRecordIsSentAtOnce() {
        MultiplexedStream stream = open(100);
        ingest(stream, 1);
        until(1);

        ingest(stream, 1);
        assertThat(until(2)).isZero();
    }

    @Test
    void recordIsSentAtOnceWhenDelayHasPassed() {
        MultiplexedStream stream = open(100);
        ingest(stream, 3);
        until(1);
        simulation.time.pass(DELAY);

        ingest(stream, 1);
        assertThat(until(2)).isZero();
        ingest(stream, 1);
        assertThat(until(3)).isZero();
    }

    @Test
    void halfFullMessageIsSentAtOnce() {
        MultiplexedStream stream = open(8);
        ingest(stream, 3);
        until(1);

        ingest(stream, 4);
        assertThat(until(2)).isZero();
        assertThat(sizes()).containsExactly(3, 4);
    }

    @Test
    void recordIsSentAtOnceWhenBatchingIsDisabled() {
        MultiplexedStream stream = open(1);
        ingest(stream, 3);
        until(3);

        ingest(stream, 1);
        assertThat(until(4)).isZero();
    }

    @Test
    void recordIsSentAtOnceAfterBatchOfApplication() {
        MultiplexedStream stream = open(100);
        stream.ingestBatch(List.of(record(1), record(2), record(3)));
        until(1);

        ingest(stream, 1);
        assertThat(until(2)).isZero();
    }

    @Test
    void requestsAreSentAtOnceOnNewPhysicalStream() {
        simulation.faults().stream(0).neverAck();
        MultiplexedStream stream = open(100);
        ingest(stream, 3);
        until(1);
        ingest(stream, 1);
        simulation.newest().closeSignal(Duration.ZERO);

        simulation.time.until(() -> simulation.table().streams().size() == 2);
        until(1);
        assertThat(sizes()).containsExactly(4);
        assertThat(stream.flush().complete()).isTrue();
    }
}
