package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.zerobus.Payload;
import io.github.zerobus.RejectReason;
import io.github.zerobus.SendOptions;
import io.github.zerobus.StreamListener;
import io.github.zerobus.StreamOptionsBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Listeners are notified of each rejection, with the number of records. */
@Timeout(60)
class RejectionTests {

    private static final List<Payload> THREE = List.of(record(1), record(2), record(3));

    private final Simulation simulation = new Simulation();
    private final List<String> rejected = new ArrayList<>();

    @AfterEach
    void close() {
        simulation.close();
    }

    private MultiplexedStream open(StreamOptionsBuilder options) {
        simulation.faults().everyStream().neverAck();
        return simulation.open(options, Simulation.listener(new StreamListener() {
            @Override
            public void onRejected(RejectReason reason, int records) {
                rejected.add(reason + " " + records);
            }
        }));
    }

    private static void assertFails(Runnable call) {
        assertThat(catchThrowable(call::run)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void rejectedBatchIsCountedByRecordsForEachReason() {
        MultiplexedStream stream = open(
                Simulation.options(1).maxInflightRequests(1).maxPayloadSize(100).maxBlock(Duration.ofMillis(5)));
        List<Payload> broken = List.of(record(1), Payload.json("{"), Payload.json("["));

        assertFails(() -> stream.ingestBatch(broken));
        assertFails(() -> stream.ingestBatch(THREE, SendOptions.key("a")));
        assertFails(() ->
                stream.ingestBatch(List.of(Payload.json("{\"key\":\"" + "x".repeat(100) + "\"}"), record(1))));
        stream.ingestBatch(THREE);
        assertFails(() -> stream.ingestBatch(THREE));
        assertThat(stream.tryIngest(record(1))).isEmpty();
        assertFails(() -> stream.close(Duration.ZERO));
        assertFails(() -> stream.ingestBatch(THREE));

        assertThat(rejected)
                .containsExactly("INVALID 3", "INVALID 3", "SIZE 2", "CAPACITY 3", "CAPACITY 1", "CLOSED 3");
    }

    @Test
    void rejectedEmptyBatchCountsNoRecords() {
        MultiplexedStream stream = open(Simulation.options(1));

        assertFails(() -> stream.ingestBatch(List.of()));

        assertThat(rejected).containsExactly("INVALID 0");
    }
}
