package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.open;
import static io.github.zerobus.stream.TestStreams.options;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.MessageId;
import io.github.zerobus.Payload;
import io.github.zerobus.SendResult;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.UnackedBatch;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.embedded.EmbeddedZerobus;
import io.github.zerobus.embedded.StreamFaults;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Schedules of faults drawn from a seed, over real connections with real threads: whatever happens, each request that
 * was admitted is acked or unacked, never both and never neither, and what is acked is durable. A seed repeats the
 * schedule, not the interleaving: {@code -Dzerobus.seed=7} runs one, {@code -Dzerobus.seeds=500} as many.
 */
@Timeout(120)
class FaultScheduleTests {

    private static final int PRODUCERS = 3;
    private static final int REQUESTS = 150;

    static IntStream seeds() {
        Integer one = Integer.getInteger("zerobus.seed");
        return one != null ? IntStream.of(one) : IntStream.range(0, Integer.getInteger("zerobus.seeds", 60));
    }

    /** What a client knows of its requests. */
    private final Map<MessageId, List<String>> admitted = new ConcurrentHashMap<>();

    private final Map<MessageId, CompletableFuture<SendResult>> futures = new ConcurrentHashMap<>();

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingIsLost(int seed) throws Exception {
        Random random = new Random(seed);
        try (EmbeddedZerobus server = EmbeddedZerobus.builder()
                .ackDelay(Duration.ofMillis(random.nextInt(4)))
                .start()) {
            order(server, random);
            MultiplexedStream stream;
            try {
                stream = open(server, streamOptions(random));
            } catch (StreamOpenException e) {
                assertThat(server.table(TABLE).durableRecords()).isZero();
                return;
            }
            run(stream, random.nextLong());
            close(stream, random.nextInt(4) == 0 ? Duration.ZERO : Duration.ofSeconds(20));
            check(stream, server);
        }
    }

    private static StreamOptionsBuilder streamOptions(Random random) {
        return options(1 + random.nextInt(4))
                .batching(random.nextBoolean() ? 1 : 1 + random.nextInt(20), 1 + random.nextInt(2_000))
                .maxInflightRequests(20 + random.nextInt(200))
                .silenceTimeout(Duration.ofMillis(200))
                .pauseTimeout(random.nextBoolean() ? null : Duration.ofMillis(random.nextInt(30)))
                .poisonDrainTimeout(Duration.ofMillis(random.nextInt(500)))
                .recovery(new StreamOptions.Recovery(
                        true,
                        Duration.ofSeconds(2),
                        Duration.ofMillis(1),
                        Duration.ofMillis(5),
                        random.nextInt(6),
                        Duration.ofSeconds(15)));
    }

    private static void order(EmbeddedZerobus server, Random random) {
        for (int stream = 0; stream < 40; stream++) {
            StreamFaults faults = server.onTable(TABLE).stream(stream);
            StreamFaults.At at = faults.afterMessages(random.nextInt(40));
            switch (random.nextInt(12)) {
                case 0 -> at.fail(Status.UNAVAILABLE);
                case 1 -> at.fail(Status.INTERNAL);
                case 2 -> at.fail(Status.OK);
                case 3, 4 -> at.dropConnection();
                case 5, 6 -> at.closeSignal(Duration.ofMillis(random.nextInt(60)));
                case 7 -> faults.refuse(Status.UNAVAILABLE);
                case 8 -> faults.createAfter(Duration.ofMillis(random.nextInt(50)));
                case 9 -> faults.neverAck();
                case 10 -> {
                    if (random.nextInt(8) == 0) {
                        at.fail(Status.PERMISSION_DENIED);
                    }
                }
                default -> faults.ackAfter(Duration.ofMillis(random.nextInt(20)));
            }
        }
    }

    private void run(MultiplexedStream stream, long seed) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(PRODUCERS);
        List<Future<?>> producers = new ArrayList<>();
        for (int t = 0; t < PRODUCERS; t++) {
            Random random = new Random(seed + t);
            int thread = t;
            producers.add(threads.submit(() -> produce(stream, thread, random)));
        }
        for (Future<?> producer : producers) {
            producer.get(60, TimeUnit.SECONDS);
        }
        threads.shutdown();
    }

    private void produce(MultiplexedStream stream, int thread, Random random) {
        try {
            for (int i = 0; i < REQUESTS; i++) {
                String key = thread + "-" + i;
                boolean batch = random.nextInt(5) == 0;
                List<Payload> payloads = batch ? List.of(record(key + "a"), record(key + "b")) : List.of(record(key));
                MessageId id = batch ? stream.ingestBatch(payloads) : stream.ingest(payloads.get(0));
                admitted.put(id, batch ? List.of(key + "a", key + "b") : List.of(key));
                futures.put(id, stream.awaitAsync(id));
                if (random.nextInt(50) == 0) {
                    stream.flush(Duration.ofMillis(random.nextInt(50)));
                }
            }
        } catch (ZerobusException e) {
            // Poisoned, and told so.
        }
    }

    private static void close(MultiplexedStream stream, Duration time) {
        try {
            stream.close(time);
        } catch (ZerobusException e) {
            assertThat(stream.snapshot().state()).isIn(StreamState.POISONED, StreamState.CLOSED);
        }
    }

    private void check(MultiplexedStream stream, EmbeddedZerobus server) {
        Map<MessageId, List<String>> unacked = new HashMap<>();
        for (UnackedBatch batch : stream.unackedBatches()) {
            unacked.put(
                    batch.id(),
                    batch.payloads().stream().map(FaultScheduleTests::key).toList());
        }
        Set<String> durable = new HashSet<>(TestStreams.keys(server));
        long acked = 0;
        for (Map.Entry<MessageId, List<String>> request : admitted.entrySet()) {
            MessageId id = request.getKey();
            boolean isAcked = stream.isDurable(id);
            assertThat(isAcked).as("%s acked or unacked", id).isNotEqualTo(unacked.containsKey(id));
            if (isAcked) {
                acked++;
                assertThat(durable).containsAll(request.getValue());
            } else {
                assertThat(unacked.get(id)).isEqualTo(request.getValue());
            }
            CompletableFuture<SendResult> future = Objects.requireNonNull(futures.get(id));
            assertThat(future).isDone();
            assertThat(future.isCompletedExceptionally()).isEqualTo(!isAcked);
        }
        assertThat(acked + unacked.size()).isEqualTo(admitted.size());
        StreamSnapshot snapshot = stream.snapshot();
        assertThat(snapshot.ingestedRequests()).isEqualTo(admitted.size());
        assertThat(snapshot.unackedRecords())
                .isEqualTo(unacked.values().stream().mapToLong(List::size).sum());
    }

    private static String key(Payload payload) {
        String text = new String(payload.bytes(), java.nio.charset.StandardCharsets.UTF_8);
        return text.substring(8, text.length() - 2);
    }
}
