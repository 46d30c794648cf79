package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.open;
import static io.github.zerobus.stream.TestStreams.options;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.MessageId;
import io.github.zerobus.SendResult;
import io.github.zerobus.StreamClosedException;
import io.github.zerobus.embedded.EmbeddedZerobus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Close and flush against ingest, a thousand rounds: what was admitted is acked or unacked, and everybody is told. */
@Timeout(120)
class RaceTests {

    private static final int ROUNDS = 1_000;
    private static final int PRODUCERS = 4;

    @Test
    void closeAndFlushRaceIngest() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (EmbeddedZerobus server =
                EmbeddedZerobus.builder().ackDelay(Duration.ofMillis(1)).start()) {
            for (int round = 0; round < ROUNDS; round++) {
                race(server, threads, round);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void race(EmbeddedZerobus server, ExecutorService threads, int round) throws Exception {
        long before = server.table(TABLE).durableRecords();
        // Every third round the close has no time for a flush.
        Duration closeTime = round % 3 == 0 ? Duration.ZERO : Duration.ofSeconds(10);
        MultiplexedStream stream = open(server, options(2).maxInflightRequests(64));
        Map<MessageId, CompletableFuture<SendResult>> admitted = new ConcurrentHashMap<>();
        CountDownLatch running = new CountDownLatch(PRODUCERS);
        List<Future<?>> producers = IntStream.range(0, PRODUCERS)
                .<Future<?>>mapToObj(t -> threads.submit(() -> produce(stream, running, admitted)))
                .toList();
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
        if (round % 2 == 0) {
            assertThat(stream.flush().complete()).isTrue();
        }
        close(stream, closeTime);
        for (Future<?> producer : producers) {
            producer.get(10, TimeUnit.SECONDS);
        }

        Set<MessageId> unacked =
                stream.unackedBatches().stream().map(batch -> batch.id()).collect(Collectors.toSet());
        Set<MessageId> acked =
                admitted.keySet().stream().filter(stream::isDurable).collect(Collectors.toSet());
        assertThat(acked.size() + unacked.size()).isEqualTo(admitted.size());
        assertThat(admitted.keySet()).containsAll(unacked);
        assertThat(server.table(TABLE).durableRecords() - before).isGreaterThanOrEqualTo(acked.size());
        admitted.forEach((id, future) -> {
            assertThat(future).isDone();
            assertThat(future.isCompletedExceptionally()).isEqualTo(unacked.contains(id));
        });
        assertThat(stream.snapshot().ingestedRequests()).isEqualTo(admitted.size());
    }

    private static void produce(
            MultiplexedStream stream, CountDownLatch running, Map<MessageId, CompletableFuture<SendResult>> admitted) {
        try {
            for (int i = 0; ; i++) {
                MessageId id = stream.ingest(record(i));
                admitted.put(id, stream.awaitAsync(id));
                if (i == 5) {
                    running.countDown();
                }
            }
        } catch (StreamClosedException e) {
            // The close has won this round.
        }
    }

    private static void close(MultiplexedStream stream, Duration time) {
        try {
            stream.close(time);
        } catch (StreamClosedException e) {
            assertThat(stream.unackedBatches()).isNotEmpty();
        }
    }
}
