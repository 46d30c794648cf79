package io.github.zerobus.faults;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.MessageId;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.conformance.Conformance;
import io.github.zerobus.embedded.EmbeddedZerobus;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.stream.StreamState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same schedules over real connections with real threads: a seed repeats the schedule, not the interleaving.
 * {@code -Dzerobus.seed=7} runs one, {@code -Dzerobus.schedules=5000} as many.
 */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT) // they mostly wait
@Tag("heavy")
class ThreadedFaultsTests {

    private static final int PRODUCERS = 3;
    private static final int REQUESTS = 80;

    private final Ledger ledger = new Ledger();

    static IntStream seeds() {
        return Seeds.all();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @Conformance(140)
    void nothingIsLost(int seed) throws Exception {
        Random random = new Random(seed);
        try (EmbeddedZerobus server =
                EmbeddedZerobus.builder().ackDelay(Duration.ZERO).start()) {
            FaultSchedule schedule = new FaultSchedule(random, Duration.ofMillis(1));
            schedule.order(server.onTable(TABLE));
            MultiplexedStream stream = MultiplexedStream.builder()
                    .endpoint(server.endpoint())
                    .table(TABLE)
                    .name("seed" + seed)
                    .options(schedule.options().build())
                    .build();
            try {
                stream.open();
                run(stream, random.nextLong());
                end(stream, random.nextInt(4) == 0 ? Duration.ZERO : Duration.ofSeconds(20));
                ledger.check(stream, server.table(TABLE));
            } catch (StreamOpenException e) {
                assertThat(server.table(TABLE).durableRecords()).isZero();
            }
            Awaitility.await().until(() -> server.connectionsOpen() == 0);
        }
        Awaitility.await()
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("zerobus-seed" + seed + "-")));
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
                List<String> keys = random.nextInt(5) == 0 ? List.of(key + "a", key + "b") : List.of(key);
                MessageId id = keys.size() > 1
                        ? stream.ingestBatch(Ledger.payloads(keys))
                        : stream.ingest(Ledger.payloads(keys).get(0));
                ledger.admitted(id, keys, stream.awaitAsync(id));
                if (random.nextInt(50) == 0) {
                    stream.flush(Duration.ofMillis(random.nextInt(50)));
                }
            }
        } catch (ZerobusException e) {
            // Poisoned, and told so.
        }
    }

    private static void end(MultiplexedStream stream, Duration time) {
        try {
            stream.close(time);
        } catch (ZerobusException e) {
            assertThat(stream.snapshot().state()).isIn(StreamState.POISONED, StreamState.CLOSED);
        }
    }
}
