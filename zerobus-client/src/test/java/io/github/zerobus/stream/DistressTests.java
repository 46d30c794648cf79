package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.zerobus.StreamSnapshot;
import io.github.zerobus.StreamState;
import io.github.zerobus.conformance.CapturedLogs;
import io.github.zerobus.embedded.StatusCode;
import io.github.zerobus.embedded.StreamFaults;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that acks a little on each physical stream and then ends it: the backoff does not start again each time. */
@Timeout(60)
class DistressTests {

    private static final int RECORDS = 1_000;

    private final Simulation simulation = new Simulation();

    @AfterEach
    void closeSimulation() {
        simulation.close();
    }

    /** How the server ends each physical stream after one ack. */
    private enum End {
        THROTTLED,
        UNAVAILABLE,
        OK,
        RESET,
        CLOSE_SIGNAL,
        UNAUTHENTICATED;

        void apply(StreamFaults faults) {
            faults.ackAfter(Duration.ofMillis(10));
            StreamFaults.At at = faults.afterAcks(1);
            switch (this) {
                case THROTTLED -> at.fail(StatusCode.RESOURCE_EXHAUSTED);
                case UNAVAILABLE -> at.fail(StatusCode.UNAVAILABLE);
                case OK -> at.fail(StatusCode.OK);
                case RESET -> at.resetStream();
                case UNAUTHENTICATED -> at.fail(StatusCode.UNAUTHENTICATED);
                case CLOSE_SIGNAL -> {
                    // No late acks after the half-close.
                    faults.neverAck();
                    faults.afterMessages(5).ackUpTo(0);
                    faults.afterMessages(6).closeSignal(Duration.ZERO);
                }
            }
        }
    }

    private MultiplexedStream loadedStream(End end) {
        end.apply(simulation.faults().everyStream());
        MultiplexedStream stream = simulation.open(Simulation.options(1).batching(b -> b.maxRecords(1)));
        for (int i = 0; i < RECORDS; i++) {
            stream.ingest(record(i));
        }
        return stream;
    }

    @ParameterizedTest
    @EnumSource
    void physicalStreamsAndResendsAreBoundedByBackoff(End end) {
        MultiplexedStream stream = loadedStream(end);
        simulation.time.pass(Duration.ofMinutes(10));

        StreamSnapshot snapshot = stream.snapshot();
        assertThat(snapshot.state()).isEqualTo(StreamState.OPEN);
        // 2, 4, 8 and 16 s and then 30 s, each wait at least half of its step.
        assertThat(simulation.table().streams()).hasSizeBetween(20, 46);
        assertThat(snapshot.sentBytes()).isLessThan(50L * RECORDS * 15);
        assertThat(snapshot.resentBytes()).isBetween(1L, snapshot.sentBytes());
        simulation.faults().clear();
        assertThat(stream.flush().complete()).isTrue();
        assertThat(stream.snapshot().ackedRecords()).isEqualTo(RECORDS);
    }

    @Test
    void throttledStreamWaitsAlsoTheFirstTime() {
        simulation.faults().stream(0).afterAcks(1).fail(StatusCode.RESOURCE_EXHAUSTED);
        simulation.faults().stream(1).afterAcks(1).fail(StatusCode.UNAVAILABLE);
        MultiplexedStream stream = simulation.open(1);
        simulation.time.pass(Duration.ofMinutes(1));
        stream.await(stream.ingest(record("a")));
        Duration before = simulation.time.elapsed();
        stream.await(stream.ingest(record("b")));
        assertThat(simulation.time.elapsed().minus(before)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void backoffStartsAgainAfterStablePeriod() {
        simulation.faults().everyStream().after(Duration.ofSeconds(16)).fail(StatusCode.UNAVAILABLE);
        MultiplexedStream stream = simulation.open(1);
        for (int i = 0; i < 400; i++) {
            Duration before = simulation.time.elapsed();
            stream.await(stream.ingest(record(i)));
            assertThat(simulation.time.elapsed().minus(before)).isLessThan(Duration.ofMillis(10));
            simulation.time.pass(Duration.ofMillis(400));
        }
        assertThat(simulation.table().streams()).hasSizeBetween(9, 11);
    }

    @Test
    void resentBytesAreExactWhenMessageHasOldAndNewRequests() {
        simulation.faults().stream(0).neverAck();
        simulation.faults().stream(0).afterMessages(1).fail(StatusCode.UNAVAILABLE);
        MultiplexedStream stream = simulation.open(Simulation.options(1));
        long size = record(1).size();
        stream.ingest(record(1));
        stream.ingestBatch(java.util.List.of(record(2), record(3)));
        simulation.time.pass(Duration.ofMillis(1));
        stream.ingest(record(4));
        assertThat(stream.flush().complete()).isTrue();
        long sent = stream.snapshot().sentBytes();
        assertThat(stream.snapshot().resentBytes()).isEqualTo(sent - 4 * size);
        assertThat(stream.snapshot().resentBytes()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void outageLogsOneMessagePerMinute(End end) {
        try (CapturedLogs logs = new CapturedLogs()) {
            loadedStream(end);
            simulation.time.pass(Duration.ofMinutes(10));
            assertThat(logs.messagesFrom(Level.INFO)).hasSizeBetween(end == End.CLOSE_SIGNAL ? 0 : 8, 24);
        }
    }
}
