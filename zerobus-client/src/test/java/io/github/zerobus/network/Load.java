package io.github.zerobus.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.MessageId;
import io.github.zerobus.Payload;
import io.github.zerobus.SendResult;
import io.github.zerobus.UnackedRecord;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.stream.MultiplexedStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Producers that ingest as fast as the stream accepts records, with the ids and futures that they received. */
final class Load {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final MultiplexedStream stream;
    private final Map<MessageId, String> admitted = new ConcurrentHashMap<>();
    private final Map<MessageId, CompletableFuture<SendResult>> futures = new ConcurrentHashMap<>();
    private final List<Future<?>> producers = new ArrayList<>();
    private volatile boolean stopped;

    private Load(MultiplexedStream stream) {
        this.stream = stream;
    }

    static Load start(MultiplexedStream stream, int producers) {
        Load load = new Load(stream);
        ExecutorService threads = Executors.newFixedThreadPool(producers);
        for (int producer = 0; producer < producers; producer++) {
            int number = producer;
            load.producers.add(threads.submit(() -> load.produce(number)));
        }
        threads.shutdown();
        return load;
    }

    private void produce(int producer) {
        try {
            for (int i = 0; !stopped; i++) {
                String key = producer + "-" + i;
                MessageId id = stream.ingest(Payload.json("{\"key\":\"" + key + "\"}"));
                admitted.put(id, key);
                futures.put(id, stream.awaitAsync(id));
            }
        } catch (ZerobusException e) {
            // The stream has ended.
        }
    }

    /** Waits until the given number of further records is durable. */
    void awaitProgress(long records) {
        long goal = stream.snapshot().ackedRecords() + records;
        await().atMost(LONG)
                .untilAsserted(
                        () -> assertThat(stream.snapshot().ackedRecords()).isGreaterThanOrEqualTo(goal));
    }

    void stop() throws Exception {
        stopped = true;
        awaitEnd();
    }

    void awaitEnd() throws Exception {
        for (Future<?> producer : producers) {
            producer.get(LONG.toSeconds(), TimeUnit.SECONDS);
        }
    }

    int admitted() {
        return admitted.size();
    }

    static String key(String json) {
        return json.substring(8, json.length() - 2);
    }

    private static String key(UnackedRecord record) {
        return key(new String(record.payload().bytes(), StandardCharsets.UTF_8));
    }

    /** Checks a closed stream: no record is lost or acked before it is durable, and all futures are done. */
    void check(Set<String> durable) {
        Map<MessageId, String> unacked =
                stream.unackedRecords().stream().collect(Collectors.toMap(UnackedRecord::id, Load::key));
        assertThat(stream.snapshot().ingestedRequests()).isEqualTo(admitted.size());
        assertThat(admitted).containsAllEntriesOf(unacked);
        admitted.forEach((id, key) -> {
            boolean acked = stream.isDurable(id);
            assertThat(acked).as("%s acked or unacked", id).isNotEqualTo(unacked.containsKey(id));
            assertThat(!acked || durable.contains(key))
                    .as("%s durable if acked", id)
                    .isTrue();
            CompletableFuture<SendResult> future = Objects.requireNonNull(futures.get(id));
            assertThat(future).isDone();
            assertThat(future.isCompletedExceptionally()).isEqualTo(!acked);
        });
    }
}
