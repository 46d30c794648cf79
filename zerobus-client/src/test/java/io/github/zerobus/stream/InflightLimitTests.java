package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.open;
import static io.github.zerobus.stream.TestStreams.options;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.InflightLimitException;
import io.github.zerobus.MessageId;
import io.github.zerobus.Payload;
import io.github.zerobus.RejectReason;
import io.github.zerobus.StreamClosedException;
import io.github.zerobus.StreamInterruptedException;
import io.github.zerobus.StreamListener;
import io.github.zerobus.StreamOptionsBuilder;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.StatusCode;
import io.github.zerobus.engine.buffer.InflightBuffer;
import io.github.zerobus.engine.buffer.RoomQueue;
import io.github.zerobus.engine.time.ThreadTimers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InflightLimitTests {

    private final EmbeddedZerobusServer server = EmbeddedZerobusServer.start();

    @AfterEach
    void stopServer() {
        server.close();
    }

    private MultiplexedStream neverAcking(StreamOptionsBuilder options) {
        server.onTable(TABLE).everyStream().neverAck();
        return open(server, options.poisonDrainTimeout(Duration.ofMillis(100)));
    }

    private void releaseAllAcks() {
        server.table(TABLE).liveStreams().forEach(live -> live.releaseAcks());
    }

    @Test
    void ingestBlocksUntilAckWhenRequestLimitIsReached() {
        MultiplexedStream stream = neverAcking(options(1).maxInflightRequests(2));
        stream.ingest(record(0));
        stream.ingestBatch(List.of(record(1), record(1)));
        assertThat(stream.tryIngest(record(2))).isEmpty();
        List<MessageId> late = new CopyOnWriteArrayList<>();
        Thread waiter = new Thread(() -> late.add(stream.ingest(record(2))));
        waiter.start();
        await().until(() -> waiter.getState() == Thread.State.TIMED_WAITING);
        assertThat(late).isEmpty();

        releaseAllAcks();

        await().until(() -> late.size() == 1);
        assertThat(late.get(0).offset()).isEqualTo(2);
        stream.close();
    }

    @Test
    void ingestFailsWithUsageWhenMaxBlockExpires() {
        MultiplexedStream stream = neverAcking(options(1).maxInflightRequests(1).maxBlock(Duration.ofMillis(50)));
        stream.ingest(record(0));

        assertThatThrownBy(() -> stream.ingest(record(1)))
                .isInstanceOfSatisfying(InflightLimitException.class, limit -> {
                    assertThat(limit.requests()).isEqualTo(new InflightLimitException.Usage(1, 1));
                    assertThat(limit.waited()).isGreaterThanOrEqualTo(Duration.ofMillis(50));
                    assertThat(limit).hasMessageContaining(TABLE).hasMessageContaining("sub-stream 0");
                });

        releaseAllAcks();
        assertThat(stream.flush().complete()).isTrue();
        assertThat(stream.ingest(record(1)).offset()).isEqualTo(1);
        stream.close();
    }

    @Test
    void interruptedWaiterReleasesItsPlaceInQueue() throws Exception {
        MultiplexedStream stream = neverAcking(options(1).maxInflightRequests(1));
        stream.ingest(record(0));
        List<Object> seen = new CopyOnWriteArrayList<>();
        Thread waiter = new Thread(() -> {
            try {
                stream.ingest(record(1));
            } catch (StreamInterruptedException e) {
                seen.add(Thread.currentThread().isInterrupted());
            }
        });
        waiter.start();
        await().until(() -> waiter.getState() == Thread.State.TIMED_WAITING);
        waiter.interrupt();
        waiter.join();

        assertThat(seen).containsExactly(true);
        releaseAllAcks();
        assertThat(stream.flush().complete()).isTrue();
        assertThat(stream.snapshot().inflightRequests()).isZero();
        assertThat(stream.ingest(record(1)).offset()).isEqualTo(1);
        stream.close();
    }

    @Test
    void smallRequestDoesNotOvertakeOldestWaiter() {
        InflightBuffer buffer = new InflightBuffer(
                0,
                options(1).maxInflightSize(1_400).maxPayloadSize(900).build(),
                0,
                new ThreadTimers("test"),
                () -> {},
                positions -> {});
        assertThat(buffer.tryAdmit(sized(400), null, InflightBuffer.NOT_STORED, null))
                .isNotNull();
        assertThat(buffer.tryAdmit(sized(300), null, InflightBuffer.NOT_STORED, null))
                .isNotNull();
        RoomQueue.Waiter large = buffer.queueForRoom(sized(600), null, InflightBuffer.NOT_STORED, null);
        RoomQueue.Waiter small = buffer.queueForRoom(sized(10), null, InflightBuffer.NOT_STORED, null);
        assertThat(buffer.tryAdmit(sized(10), null, InflightBuffer.NOT_STORED, null))
                .isNull();
        assertThat(large).isNotDone();
        assertThat(small).isNotDone();

        assertThat(buffer.queue().takeBatch()).isNotNull();
        buffer.ackedUpTo(1);
        assertThat(large).isNotDone();
        buffer.ackedUpTo(2);

        assertThat(large.join().offset()).isEqualTo(2);
        assertThat(small.join().offset()).isEqualTo(3);
        RoomQueue.Waiter gone = buffer.queueForRoom(sized(900), null, InflightBuffer.NOT_STORED, null);
        RoomQueue.Waiter behind = buffer.queueForRoom(sized(10), null, InflightBuffer.NOT_STORED, null);
        buffer.leaveRoomQueue(gone);
        assertThat(behind).isDone();
    }

    private static Payload sized(int size) {
        return Payload.proto(new byte[size]);
    }

    @Test
    void waitersAreAdmittedInOrder() {
        MultiplexedStream stream = neverAcking(options(1).maxInflightRequests(1));
        stream.ingest(record("first"));
        ConcurrentLinkedQueue<MessageId> order = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            int number = i;
            Thread waiter = new Thread(() -> {
                MessageId id = stream.ingest(record(number));
                order.add(EngineAccess.messageId(number, id.offset()));
            });
            waiter.start();
            await().until(() -> waiter.getState() == Thread.State.TIMED_WAITING);
            threads.add(waiter);
        }
        releaseAllAcks();
        await().until(() -> threads.stream().noneMatch(Thread::isAlive));

        assertThat(order)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 15)
                        .mapToObj(i -> EngineAccess.messageId(i, i + 1))
                        .toList());
        stream.close();
    }

    @Test
    void waiterFailsWhenStreamIsPoisonedOrClosed() {
        for (boolean poison : new boolean[] {true, false}) {
            MultiplexedStream stream = neverAcking(options(1).maxInflightRequests(1));
            stream.ingest(record(0));
            List<Throwable> seen = new CopyOnWriteArrayList<>();
            Thread waiter = new Thread(() -> {
                try {
                    stream.ingest(record(1));
                } catch (RuntimeException e) {
                    seen.add(e);
                }
            });
            waiter.start();
            await().until(() -> waiter.getState() == Thread.State.TIMED_WAITING);
            if (poison) {
                server.table(TABLE).liveStreams().get(0).fail(StatusCode.NOT_FOUND);
            } else {
                new Thread(() -> closeQuietly(stream)).start();
            }
            await().until(() -> seen.size() == 1);
            assertThat(seen.get(0)).isInstanceOf(poison ? StreamPoisonedException.class : StreamClosedException.class);
            closeQuietly(stream);
        }
    }

    private static void closeQuietly(MultiplexedStream stream) {
        try {
            stream.close(Duration.ofMillis(100));
        } catch (StreamPoisonedException | StreamClosedException e) {
            assertThat(stream.unackedBatches()).hasSize(1);
        }
    }

    @Test
    void inflightBytesNeverExceedLimit() throws Exception {
        long budget = 200_000;
        AtomicLong highest = new AtomicLong();
        AtomicBoolean running = new AtomicBoolean(true);
        try (MultiplexedStream stream =
                open(server, options(2).maxInflightSize(budget).maxPayloadSize(50_000))) {
            Thread watcher = new Thread(() -> {
                while (running.get()) {
                    highest.accumulateAndGet(stream.snapshot().inflightBytes(), Math::max);
                }
            });
            watcher.start();
            List<Thread> producers = IntStream.range(0, 4)
                    .mapToObj(t -> new Thread(() -> {
                        for (int i = 0; i < 300; i++) {
                            stream.ingest(Payload.json("{\"key\":\"" + "x".repeat((i * 37) % 5_000) + "\"}"));
                        }
                    }))
                    .toList();
            producers.forEach(Thread::start);
            for (Thread producer : producers) {
                producer.join();
            }
            assertThat(stream.flush().complete()).isTrue();
            running.set(false);
            watcher.join();
            assertThat(stream.snapshot().inflightBytes()).isZero();
        }
        assertThat(highest.get()).isPositive().isLessThanOrEqualTo(budget);
        assertThat(server.table(TABLE).durableRecords()).isEqualTo(1_200);
    }

    @Test
    void batchLargerThanLimitIsRejectedAtOnce() {
        List<RejectReason> rejected = new ArrayList<>();
        StreamListener listener = new StreamListener() {
            @Override
            public void onRejected(RejectReason reason, int records) {
                rejected.addAll(Collections.nCopies(records, reason));
            }
        };
        try (MultiplexedStream stream =
                open(server, options(1).maxPayloadSize(1_000).maxInflightSize(1_256), listener)) {
            List<Payload> batch = Collections.nCopies(40, record("0123456"));
            assertThatThrownBy(() -> stream.ingestBatch(batch))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("'default'", TABLE, "40 records", "10920 bytes", "1256 bytes", "in parts");
            assertThat(rejected).hasSize(40).containsOnly(RejectReason.SIZE);
            stream.await(stream.ingest(record(1)));
        }
    }
}
