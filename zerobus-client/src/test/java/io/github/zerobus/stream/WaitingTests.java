package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.open;
import static io.github.zerobus.stream.TestStreams.options;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.AwaitTimeoutException;
import io.github.zerobus.EngineAccess;
import io.github.zerobus.InflightLimitException;
import io.github.zerobus.MessageId;
import io.github.zerobus.SendOptions;
import io.github.zerobus.SendResult;
import io.github.zerobus.Startup;
import io.github.zerobus.StreamClosedException;
import io.github.zerobus.StreamInterruptedException;
import io.github.zerobus.StreamListener;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every wait ends with a result or an exception. */
@Timeout(60)
class WaitingTests {

    private final EmbeddedZerobusServer server = EmbeddedZerobusServer.start();

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void futureTimesOutAfterFlushTimeout() {
        server.onTable(TABLE).everyStream().neverAck();
        MultiplexedStream stream = open(server, options(1).flushTimeout(Duration.ofMillis(200)));
        var first = stream.ingestAsync(record(0));
        var second = stream.awaitAsync(EngineAccess.messageId(0, 0));

        for (var future : List.of(first, second)) {
            assertThatThrownBy(() -> future.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(AwaitTimeoutException.class);
        }
        server.table(TABLE).liveStreams().get(0).releaseAcks();
        stream.await(EngineAccess.messageId(0, 0), Duration.ofSeconds(10));
        stream.close();
    }

    @Test
    void timeLimitCoversWaitForCapacityAndAck() {
        try (Simulation simulation = new Simulation()) {
            simulation.faults().everyStream().neverAck();
            MultiplexedStream stream = simulation.open(Simulation.options(1).maxInflightRequests(1));
            stream.ingest(record(0));
            SendOptions limit = SendOptions.timeLimit(Duration.ofSeconds(3));
            Duration start = simulation.time.elapsed();

            assertThatThrownBy(() -> stream.ingestAndAwait(record(1), limit))
                    .isInstanceOf(InflightLimitException.class);
            assertThat(simulation.time.elapsed().minus(start)).isEqualTo(Duration.ofSeconds(3));

            simulation.time.later(
                    Duration.ofSeconds(2), () -> simulation.newest().ackUpTo(0));
            assertThatThrownBy(() -> stream.ingestAndAwait(record(1), limit))
                    .isInstanceOfSatisfying(
                            AwaitTimeoutException.class,
                            late -> assertThat(late).hasMessageContaining("PT3S"));
            assertThat(simulation.time.elapsed().minus(start)).isEqualTo(Duration.ofSeconds(6));
            assertThat(stream.snapshot().ingestedRecords()).isEqualTo(2);
        }
    }

    @Test
    void ingestAndAwaitUsesFlushTimeoutWithoutTimeLimit() {
        try (Simulation simulation = new Simulation()) {
            simulation.faults().everyStream().neverAck();
            MultiplexedStream stream = simulation.open(Simulation.options(1).flushTimeout(Duration.ofSeconds(7)));
            simulation.time.later(
                    Duration.ofSeconds(5), () -> simulation.newest().releaseAcks());

            assertThat(stream.ingestAndAwait(record(0), SendOptions.none()))
                    .isEqualTo(new SendResult(EngineAccess.messageId(0, 0), Duration.ofSeconds(5)));
        }
    }

    @Test
    void awaitAndFlushFailAndKeepFlagWhenInterrupted() throws Exception {
        server.onTable(TABLE).everyStream().neverAck();
        MultiplexedStream stream = open(server, options(1));
        MessageId id = stream.ingest(record(0));
        for (Consumer<MultiplexedStream> call :
                List.<Consumer<MultiplexedStream>>of(s -> s.await(id), MultiplexedStream::flush)) {
            List<Object> seen = new CopyOnWriteArrayList<>();
            Thread waiter = new Thread(() -> {
                try {
                    call.accept(stream);
                } catch (StreamInterruptedException e) {
                    seen.add(Thread.currentThread().isInterrupted());
                }
            });
            waiter.start();
            await().until(() -> waiter.getState() == Thread.State.TIMED_WAITING);
            waiter.interrupt();
            waiter.join();
            assertThat(seen).containsExactly(true);
        }
        server.table(TABLE).liveStreams().get(0).releaseAcks();
        stream.close();
    }

    @Test
    void futuresCompleteWhenExecutorRejectsTasks() {
        AtomicInteger refusals = new AtomicInteger();
        MultiplexedStream stream = MultiplexedStream.builder()
                .endpoint(server.endpoint())
                .table(TABLE)
                .options(options(2).build())
                .callbackExecutor(task -> {
                    refusals.incrementAndGet();
                    throw new RejectedExecutionException("stopped");
                })
                .build();
        var first = stream.ingestAsync(record(0));
        var second = stream.ingestAsync(record(1));
        assertThat(stream.flush().complete()).isTrue();

        await().untilAsserted(() -> {
            assertThat(first).isCompleted();
            assertThat(second).isCompleted();
        });

        assertThat(refusals).hasPositiveValue();
        stream.close();
    }

    @Test
    void closeReturnsWhenCallbackBlocks() {
        // Both acks arrive together, so that the second future is queued behind the blocked callback.
        server.onTable(TABLE).everyStream().neverAck();
        MultiplexedStream stream = open(server, options(1).callbackTimeout(Duration.ofMillis(100)));
        CountDownLatch never = new CountDownLatch(1);
        try {
            var blocked = stream.ingestAsync(record(0)).thenRun(() -> awaitUninterruptibly(never));
            var behind = stream.ingestAsync(record(1));
            await().until(() -> server.table(TABLE).streams().get(0).messageCount() >= 1);
            server.table(TABLE).liveStreams().get(0).releaseAcks();
            assertThat(stream.flush().complete()).isTrue();

            stream.close();

            assertThat(behind).isCompleted();
            assertThat(blocked).isNotDone();
        } finally {
            never.countDown();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void onUnackedIsCalledForEachRequestWhenListenerThrows() {
        server.onTable(TABLE).everyStream().neverAck();
        List<MessageId> unacked = new CopyOnWriteArrayList<>();
        MultiplexedStream stream = open(server, options(1), new StreamListener() {
            @Override
            public void onUnacked(MessageId id, ZerobusException cause) {
                unacked.add(id);
                throw new IllegalStateException("a listener that throws");
            }
        });
        MessageId first = stream.ingest(record(0));
        MessageId second = stream.ingest(record(1));

        assertThatThrownBy(() -> stream.close(Duration.ofMillis(10))).isInstanceOf(StreamClosedException.class);

        assertThat(unacked).containsExactly(first, second);
    }

    @Test
    void closeCancelsOpeningInProgress() {
        server.onTable(TABLE).everyStream().neverAnswer();
        MultiplexedStream stream = MultiplexedStream.builder()
                .endpoint(server.endpoint())
                .table(TABLE)
                .options(options(2).startup(Startup.BACKGROUND).build())
                .build();
        var opened = stream.openAsync();
        MessageId id = stream.ingest(record(0));
        await().until(() -> server.table(TABLE).streams().size() == 2);

        assertThatThrownBy(() -> stream.close(Duration.ofMillis(50))).isInstanceOf(StreamClosedException.class);

        assertThat(opened).isCompletedExceptionally();
        assertThat(stream.unackedBatches()).extracting("id").containsExactly(id);
    }
}
