package io.github.zerobus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.MessageId;
import io.github.zerobus.Payload;
import io.github.zerobus.SendResult;
import io.github.zerobus.UnackedBatch;
import io.github.zerobus.embedded.DurableRow;
import io.github.zerobus.embedded.EmbeddedTable;
import io.github.zerobus.embedded.ObservedStream;
import io.github.zerobus.embedded.Teardown;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.stream.StreamSnapshot;
import io.github.zerobus.stream.TestStreams;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What a client knows of its requests, and what must be true of them when the stream has ended. Thread-safe. */
final class Ledger {

    private final Map<MessageId, List<String>> admitted = new ConcurrentHashMap<>();
    private final Map<MessageId, CompletableFuture<SendResult>> futures = new ConcurrentHashMap<>();

    static List<Payload> payloads(List<String> keys) {
        return keys.stream().map(TestStreams::record).toList();
    }

    void admitted(MessageId id, List<String> keys, CompletableFuture<SendResult> future) {
        assertThat(admitted.put(id, keys)).as("id %s is given out once", id).isNull();
        futures.put(id, future);
    }

    void check(MultiplexedStream stream, EmbeddedTable table) {
        Map<MessageId, List<String>> unacked = unacked(stream);
        Set<String> durable = table.rows().stream().map(Ledger::key).collect(Collectors.toCollection(HashSet::new));
        admitted.forEach((id, keys) -> {
            boolean acked = stream.isDurable(id);
            assertThat(acked).as("%s acked or unacked", id).isNotEqualTo(unacked.containsKey(id));
            if (acked) {
                assertThat(durable).as("%s acked and durable", id).containsAll(keys);
            } else {
                assertThat(unacked.get(id)).as("%s unacked as admitted", id).isEqualTo(keys);
            }
            CompletableFuture<SendResult> future = futures.get(id);
            assertThat(future).isDone();
            assertThat(future.isCompletedExceptionally()).as("future of %s", id).isEqualTo(!acked);
        });
        assertThat(admitted.keySet()).containsAll(unacked.keySet());
        checkNumbers(stream.snapshot(), unacked);
    }

    /** Also checks their order. */
    private static Map<MessageId, List<String>> unacked(MultiplexedStream stream) {
        Map<MessageId, List<String>> unacked = new HashMap<>();
        Map<Integer, Long> last = new HashMap<>();
        int subStream = 0;
        for (UnackedBatch batch : stream.unackedBatches()) {
            MessageId id = batch.id();
            assertThat(id.subStream()).as("order of sub-streams").isGreaterThanOrEqualTo(subStream);
            assertThat(id.offset()).as("order of offsets").isGreaterThan(last.getOrDefault(id.subStream(), -1L));
            subStream = id.subStream();
            last.put(subStream, id.offset());
            unacked.put(id, batch.payloads().stream().map(Ledger::key).toList());
        }
        return unacked;
    }

    private void checkNumbers(StreamSnapshot snapshot, Map<MessageId, List<String>> unacked) {
        long records = admitted.values().stream().mapToLong(List::size).sum();
        long left = unacked.values().stream().mapToLong(List::size).sum();
        assertThat(snapshot.ingestedRequests()).isEqualTo(admitted.size());
        assertThat(snapshot.ingestedRecords()).isEqualTo(records);
        assertThat(snapshot.ackedRecords()).isEqualTo(records - left);
        assertThat(snapshot.inflightRequests()).isEqualTo(unacked.size());
        assertThat(snapshot.unackedRecords()).isEqualTo(left);
        assertThat(snapshot.inflightBytes() == 0).isEqualTo(unacked.isEmpty());
    }

    /**
     * Only where messages of the two sides cannot cross each other on the way, which is in virtual time: a record may be
     * durable twice only where the client could not know of the first time: its message was not acked
     * when the call ended, or the client or the network ended the call before the ack came through.
     */
    static void checkRepetitions(EmbeddedTable table) {
        List<ObservedStream> streams = table.streams();
        Map<String, DurableRow> latest = new HashMap<>();
        for (DurableRow row : table.rows()) {
            DurableRow earlier = latest.put(key(row), row);
            if (earlier != null) {
                ObservedStream stream = streams.get(earlier.stream());
                Teardown end = stream.teardown().orElseThrow();
                boolean orderly = end == Teardown.ENDED_BY_SERVER || end == Teardown.HALF_CLOSED_BY_CLIENT;
                assertThat(orderly && earlier.wireOffset() < stream.ackedMessages())
                        .as("%s was acked on an orderly stream and is durable again", key(row))
                        .isFalse();
            }
        }
    }

    private static String key(DurableRow row) {
        return key(row.text());
    }

    private static String key(Payload payload) {
        return key(new String(payload.bytes(), StandardCharsets.UTF_8));
    }

    private static String key(String record) {
        return record.substring(8, record.length() - 2);
    }
}
