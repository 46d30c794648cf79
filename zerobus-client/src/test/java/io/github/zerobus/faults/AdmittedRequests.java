package io.github.zerobus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.MessageId;
import io.github.zerobus.Payload;
import io.github.zerobus.SendResult;
import io.github.zerobus.StreamSnapshot;
import io.github.zerobus.UnackedBatch;
import io.github.zerobus.embedded.EmbeddedTable;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.stream.TestStreams;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Requests that a stream has admitted, and the checks that must hold after its end. Thread-safe. */
final class AdmittedRequests {

    private final Queue<Request> admitted = new ConcurrentLinkedQueue<>();

    /** The id is null if only the future provides it. */
    private record Request(
            List<String> keys,
            CompletableFuture<SendResult> future,
            @Nullable MessageId id) {}

    static List<Payload> payloads(List<String> keys) {
        return keys.stream().map(TestStreams::record).toList();
    }

    void admitted(MessageId id, List<String> keys, CompletableFuture<SendResult> future) {
        admitted.add(new Request(keys, future, id));
    }

    void admitted(List<String> keys, CompletableFuture<SendResult> future) {
        admitted.add(new Request(keys, future, null));
    }

    void check(MultiplexedStream stream, EmbeddedTable table, RecordingListener listener, ClientFaults faults) {
        Map<MessageId, List<String>> unacked = unacked(stream);
        Set<String> durable = new HashSet<>();
        table.rows().forEach(row -> durable.add(key(row.text())));
        List<MessageId> acked = new ArrayList<>();
        Set<String> allKeys = new HashSet<>();
        for (Request request : admitted) {
            allKeys.addAll(request.keys());
            MessageId id = id(request, unacked);
            assertThat(stream.isDurable(id)).as("%s acked or unacked", id).isNotEqualTo(unacked.containsKey(id));
            assertThat(request.future()).isDone();
            assertThat(request.future().isCompletedExceptionally())
                    .as("future of %s", id)
                    .isEqualTo(unacked.containsKey(id));
            if (unacked.containsKey(id)) {
                assertThat(unacked.get(id)).as("%s unacked as admitted", id).isEqualTo(request.keys());
            } else {
                assertThat(durable).as("%s acked and durable", id).containsAll(request.keys());
                acked.add(id);
            }
        }
        assertThat(acked).doesNotHaveDuplicates();
        assertThat(acked.size() + unacked.size()).isEqualTo(admitted.size());
        assertThat(allKeys).as("no rejected record is durable").containsAll(durable);
        checkNotified(listener, acked, faults);
        assertThat(listener.unacked).as("notified once").containsExactlyInAnyOrderElementsOf(unacked.keySet());
        checkNumbers(stream.snapshot(), unacked);
    }

    /** A step that fails between an ack and its notification loses the notification, but never the future. */
    private static void checkNotified(RecordingListener listener, List<MessageId> acked, ClientFaults faults) {
        if (faults.stepFailed()) {
            assertThat(listener.durable).as("notified at most once").doesNotHaveDuplicates();
            assertThat(new HashSet<>(acked))
                    .as("only what is acked is notified")
                    .containsAll(listener.durable);
        } else {
            assertThat(listener.durable).as("notified once").containsExactlyInAnyOrderElementsOf(acked);
        }
    }

    private static MessageId id(Request request, Map<MessageId, List<String>> unacked) {
        MessageId id = request.id();
        if (id == null && !request.future().isCompletedExceptionally()) {
            id = request.future().join().id();
        }
        return id != null
                ? id
                : unacked.entrySet().stream()
                        .filter(entry -> entry.getValue().equals(request.keys()))
                        .map(Map.Entry::getKey)
                        .findAny()
                        .orElseThrow(() -> new AssertionError(request.keys() + " is neither acked nor unacked"));
    }

    /** Returns the unacked requests in order, and checks that order. */
    private static Map<MessageId, List<String>> unacked(MultiplexedStream stream) {
        Map<MessageId, List<String>> unacked = new LinkedHashMap<>();
        Map<Integer, Long> last = new HashMap<>();
        int subStream = 0;
        for (UnackedBatch batch : stream.unackedBatches()) {
            MessageId id = batch.id();
            assertThat(id.subStream()).as("order of sub-streams").isGreaterThanOrEqualTo(subStream);
            assertThat(id.offset()).as("order of offsets").isGreaterThan(last.getOrDefault(id.subStream(), -1L));
            subStream = id.subStream();
            last.put(subStream, id.offset());
            unacked.put(id, batch.payloads().stream().map(AdmittedRequests::key).toList());
        }
        return unacked;
    }

    private void checkNumbers(StreamSnapshot snapshot, Map<MessageId, List<String>> unacked) {
        long records = 0;
        for (Request request : admitted) {
            records += request.keys().size();
        }
        long left = 0;
        long cost = 0;
        for (List<String> keys : unacked.values()) {
            left += keys.size();
            cost += cost(keys);
        }
        assertThat(snapshot.ingestedRequests()).isEqualTo(admitted.size());
        assertThat(snapshot.ingestedRecords()).isEqualTo(records);
        assertThat(snapshot.ackedRecords()).isEqualTo(records - left);
        assertThat(snapshot.inflightRequests()).isEqualTo(unacked.size());
        assertThat(snapshot.unackedRecords()).isEqualTo(left);
        assertThat(snapshot.inflightBytes()).as("bytes in flight").isEqualTo(cost);
    }

    private static long cost(List<String> keys) {
        return payloads(keys).stream()
                .mapToLong(payload -> payload.size() + EngineAccess.RECORD_OVERHEAD)
                .sum();
    }

    /** Returns the outcome of each request, in order of admission. */
    List<String> outcomes(MultiplexedStream stream) {
        Map<MessageId, List<String>> unacked = unacked(stream);
        List<String> outcomes = new ArrayList<>();
        for (Request request : admitted) {
            MessageId id = id(request, unacked);
            outcomes.add(id + " " + request.keys() + (unacked.containsKey(id) ? " unacked" : " acked"));
        }
        return outcomes;
    }

    private static String key(Payload payload) {
        return key(new String(payload.bytes(), StandardCharsets.UTF_8));
    }

    static String key(String record) {
        return record.substring(8, record.length() - 2);
    }
}
