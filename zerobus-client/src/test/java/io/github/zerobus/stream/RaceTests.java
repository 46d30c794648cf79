package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.open;
import static io.github.zerobus.stream.TestStreams.options;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.MessageId;
import io.github.zerobus.SendResult;
import io.github.zerobus.StreamClosedException;
import io.github.zerobus.StreamListener;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamState;
import io.github.zerobus.embedded.EmbeddedTable;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.ObservedStream;
import io.github.zerobus.embedded.StatusCode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Races of close and failures with ingest, flush and each other, hundreds of rounds each: every admitted request is
 * either acked or unacked, and its future is done.
 */
@Timeout(120)
@Tag("heavy")
class RaceTests {

    private static final int PRODUCERS = 4;
    private static final int INFLIGHT = 64;

    /** Events during the load of the producers. */
    private enum Event {
        FLUSH_AND_CLOSE(300) {
            @Override
            void trigger(MultiplexedStream stream, EmbeddedTable table) {
                assertThat(stream.flush().complete()).isTrue();
            }
        },
        CLOSE_WITHOUT_TIME(300),
        POISON(300) {
            @Override
            void trigger(MultiplexedStream stream, EmbeddedTable table) {
                table.liveStreams().get(0).fail(StatusCode.NOT_FOUND);
            }
        },
        CLOSE_DURING_POISON(200) {
            @Override
            void trigger(MultiplexedStream stream, EmbeddedTable table) {
                table.liveStreams().get(0).fail(StatusCode.NOT_FOUND);
                await().until(() -> stream.snapshot().state() == StreamState.POISONED);
            }
        },
        POISON_DURING_CLOSE(200) {
            @Override
            void trigger(MultiplexedStream stream, EmbeddedTable table) {
                // Streams of this round, since the task may run as late as in the next one.
                List<ObservedStream> live = table.liveStreams();
                ForkJoinPool.commonPool().execute(() -> live.forEach(physical -> physical.fail(StatusCode.NOT_FOUND)));
            }

            @Override
            void check(Map<List<StreamState>, Integer> orders) {
                assertThat(orders.get(List.of(StreamState.OPEN, StreamState.CLOSED, StreamState.POISONED)))
                        .as("poison occurs during close: %s", orders)
                        .isNotNull()
                        .isGreaterThan(10);
            }
        },
        /** Deterministic: close waits for acks, which are withheld until the poison occurs. */
        POISON_WITHIN_CLOSE(100) {
            @Override
            void trigger(MultiplexedStream stream, EmbeddedTable table) {
                table.liveStreams().forEach(ObservedStream::stopAcks);
                await().pollInterval(Duration.ofMillis(1))
                        .until(() -> stream.snapshot().subStreams().stream()
                                .anyMatch(one -> one.inflightRequests() == INFLIGHT / 2));
            }

            @Override
            void onClosing(EmbeddedTable table) {
                table.liveStreams().forEach(physical -> physical.fail(StatusCode.NOT_FOUND));
            }

            @Override
            void check(Map<List<StreamState>, Integer> orders) {
                assertThat(orders)
                        .containsOnlyKeys(List.of(StreamState.OPEN, StreamState.CLOSED, StreamState.POISONED));
            }
        },
        RECOVERY(200) {
            @Override
            void trigger(MultiplexedStream stream, EmbeddedTable table) {
                table.liveStreams().forEach(physical -> physical.fail(StatusCode.UNAVAILABLE));
            }
        },
        ROTATION(200) {
            @Override
            void trigger(MultiplexedStream stream, EmbeddedTable table) {
                table.liveStreams().forEach(physical -> physical.closeSignal(Duration.ofMillis(2)));
            }
        };

        private final int rounds;

        Event(int rounds) {
            this.rounds = rounds;
        }

        void trigger(MultiplexedStream stream, EmbeddedTable table) {}

        /** Called when the stream is closing and has not ended yet. */
        void onClosing(EmbeddedTable table) {}

        /** Checks the sequences of states of all rounds, with the number of rounds for each. */
        void check(Map<List<StreamState>, Integer> orders) {}
    }

    private record States(Queue<StreamState> seen, Runnable onClosing) implements StreamListener {

        @Override
        public void onStateChange(StreamState state) {
            seen.add(state);
            if (state == StreamState.CLOSED) {
                onClosing.run();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachRequestIsAckedOrUnacked(Event event) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (EmbeddedZerobusServer server =
                EmbeddedZerobusServer.builder().ackDelay(Duration.ofMillis(1)).start()) {
            Map<List<StreamState>, Integer> orders = new HashMap<>();
            for (int round = 0; round < event.rounds; round++) {
                orders.merge(race(server, threads, event), 1, Integer::sum);
            }
            System.out.println(event + " " + orders);
            event.check(orders);
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<StreamState> race(EmbeddedZerobusServer server, ExecutorService threads, Event event)
            throws Exception {
        long before = server.table(TABLE).durableRecords();
        Duration closeTime = event == Event.CLOSE_WITHOUT_TIME ? Duration.ZERO : Duration.ofSeconds(10);
        States states = new States(new ConcurrentLinkedQueue<>(), () -> event.onClosing(server.table(TABLE)));
        MultiplexedStream stream = open(
                server, options(2).maxInflightRequests(INFLIGHT).poisonDrainTimeout(Duration.ofMillis(20)), states);
        Map<MessageId, CompletableFuture<SendResult>> admitted = new ConcurrentHashMap<>();
        CountDownLatch running = new CountDownLatch(PRODUCERS);
        List<Future<?>> producers = IntStream.range(0, PRODUCERS)
                .<Future<?>>mapToObj(t -> threads.submit(() -> produce(stream, running, admitted)))
                .toList();
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
        event.trigger(stream, server.table(TABLE));
        close(stream, closeTime);
        for (Future<?> producer : producers) {
            producer.get(10, TimeUnit.SECONDS);
        }

        check(stream, admitted, server.table(TABLE).durableRecords() - before);
        return List.copyOf(states.seen());
    }

    private static void check(
            MultiplexedStream stream, Map<MessageId, CompletableFuture<SendResult>> admitted, long durable) {
        Set<MessageId> unacked =
                stream.unackedBatches().stream().map(batch -> batch.id()).collect(Collectors.toSet());
        Set<MessageId> acked =
                admitted.keySet().stream().filter(stream::isDurable).collect(Collectors.toSet());
        assertThat(acked.size() + unacked.size()).isEqualTo(admitted.size());
        assertThat(admitted.keySet()).containsAll(unacked);
        assertThat(durable).isGreaterThanOrEqualTo(acked.size());
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
        } catch (StreamClosedException | StreamPoisonedException e) {
            // The stream has ended.
        }
    }

    private static void close(MultiplexedStream stream, Duration time) {
        try {
            stream.close(time);
        } catch (StreamPoisonedException e) {
            assertThat(stream.snapshot().state()).isEqualTo(StreamState.POISONED);
        } catch (StreamClosedException e) {
            assertThat(stream.unackedBatches()).isNotEmpty();
        }
    }
}
