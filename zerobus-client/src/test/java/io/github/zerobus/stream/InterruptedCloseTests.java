package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.open;
import static io.github.zerobus.stream.TestStreams.options;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.MessageId;
import io.github.zerobus.StreamInterruptedException;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamState;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.ObservedStream;
import io.github.zerobus.embedded.StatusCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A thread that is interrupted while a stream ends gets an exception, keeps its flag, and may call again. */
@Timeout(60)
class InterruptedCloseTests {

    private final EmbeddedZerobusServer server = EmbeddedZerobusServer.start();

    @AfterEach
    void stopServer() {
        server.close();
    }

    private record Outcome(Optional<Throwable> failure, boolean flag) {}

    /** Interrupts the call when the condition holds and the call waits. */
    private static Outcome interrupted(Callable<Boolean> condition, Runnable call) throws Exception {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            Throwable failure = catchThrowable(call::run);
            outcome.complete(new Outcome(
                    Optional.ofNullable(failure), Thread.currentThread().isInterrupted()));
        });
        caller.start();
        await().until(condition);
        await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
        caller.interrupt();
        return outcome.get(20, TimeUnit.SECONDS);
    }

    @Test
    void unackedBatchesCanBeCalledAgainWhenInterruptedDuringDrain() throws Exception {
        server.onTable(TABLE).everyStream().neverAck();
        MultiplexedStream stream =
                open(server, options(2).batching(b -> b.maxRecords(1)).poisonDrainTimeout(Duration.ofSeconds(30)));
        MessageId first = stream.ingest(record(0));
        MessageId second = stream.ingest(record(1));
        await().until(() -> server.table(TABLE).streams().stream().allMatch(one -> one.messageCount() == 1));
        ObservedStream failing = server.table(TABLE).liveStreams().get(0);
        ObservedStream healthy = server.table(TABLE).liveStreams().get(1);
        failing.fail(StatusCode.NOT_FOUND);
        await().until(() -> stream.snapshot().state() == StreamState.POISONED);

        Outcome outcome = interrupted(() -> true, stream::unackedBatches);

        assertThat(outcome.failure()).containsInstanceOf(StreamInterruptedException.class);
        assertThat(outcome.flag()).isTrue();
        healthy.releaseAcks();
        assertThat(stream.unackedBatches())
                .as("the drain continued; only the request of the failed sub-stream is unacked")
                .singleElement()
                .satisfies(batch -> assertThat(batch.id()).isIn(first, second));
        assertThat(catchThrowable(stream::close)).isInstanceOf(StreamPoisonedException.class);
    }

    @Test
    void closeCanBeCalledAgainWhenInterruptedDuringFlush() throws Exception {
        server.onTable(TABLE).everyStream().neverAck();
        MultiplexedStream stream = open(server, options(1));
        stream.ingest(record(0));
        await().until(() -> server.table(TABLE).liveStreams().get(0).messageCount() == 1);

        Outcome outcome = interrupted(() -> true, stream::close);

        assertThat(outcome.failure()).containsInstanceOf(StreamInterruptedException.class);
        assertThat(outcome.flag()).isTrue();
        server.table(TABLE).liveStreams().get(0).releaseAcks();
        stream.close();
        assertThat(stream.unackedBatches()).isEmpty();
        await().until(() -> server.connectionsOpen() == 0);
    }

    /** The gRPC calls have ended, so close has its result; the interrupt only ends the wait for callbacks. */
    @Test
    void closeReturnsAndKeepsFlagWhenInterruptedDuringCallbacks() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        MultiplexedStream stream = open(server, options(1).callbackTimeout(Duration.ofSeconds(50)));
        try {
            MessageId id = stream.ingest(record(0));
            var unused = stream.awaitAsync(id).thenRun(() -> {
                blocked.countDown();
                awaitUninterruptibly(release);
            });
            assertThat(blocked.await(20, TimeUnit.SECONDS)).isTrue();
            var behind = stream.ingestAsync(record(1));
            assertThat(stream.flush().complete()).isTrue();

            Outcome outcome = interrupted(() -> server.connectionsOpen() == 0, () -> {
                stream.close();
                assertThat(stream.isDurable(id)).isTrue();
            });

            assertThat(outcome.failure()).isEmpty();
            assertThat(outcome.flag()).isTrue();
            assertThat(behind)
                    .as("futures behind the blocked callback are completed")
                    .isCompleted();
            assertThat(server.connectionsOpen()).isZero();
            stream.close();
        } finally {
            release.countDown();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
