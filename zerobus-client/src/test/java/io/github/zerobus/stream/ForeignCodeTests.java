package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.open;
import static io.github.zerobus.stream.TestStreams.options;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.AwaitTimeoutException;
import io.github.zerobus.DurableRange;
import io.github.zerobus.InflightLimitException;
import io.github.zerobus.SendOptions;
import io.github.zerobus.SendResult;
import io.github.zerobus.StreamClosedException;
import io.github.zerobus.StreamListener;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Executors, listeners and actions of the application that reject, block or throw do not stop anything else. */
@Timeout(60)
class ForeignCodeTests {

    private final EmbeddedZerobusServer server = EmbeddedZerobusServer.start();
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void stopServer() {
        never.countDown();
        server.close();
    }

    private void block() {
        boolean interrupted = false;
        while (never.getCount() > 0) {
            try {
                never.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void futureCompletesWhenExecutorRejectsOnce() {
        AtomicInteger calls = new AtomicInteger();
        try (MultiplexedStream stream = open(
                server,
                options(1),
                builder -> builder.callbackExecutor(task -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new RejectedExecutionException("full");
                    }
                    new Thread(task).start();
                }))) {
            assertThat(stream.ingestAsync(record(1))).succeedsWithin(Duration.ofSeconds(10));
            assertThat(stream.ingestAsync(record(2))).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void actionsNeverRunOnEventLoopWhenExecutorRunsThemInTheCallingThread() {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        List<CompletableFuture<Void>> actions = new ArrayList<>();
        try (MultiplexedStream stream = open(server, options(2), builder -> builder.callbackExecutor(Runnable::run))) {
            for (int i = 0; i < 100; i++) {
                actions.add(stream.ingestAsync(record(i))
                        .thenAccept(result -> threads.add(Thread.currentThread().getName())));
            }
            actions.forEach(action -> assertThat(action).succeedsWithin(Duration.ofSeconds(10)));
        }
        assertThat(threads).noneMatch(name -> name.contains("-loop-") || name.contains("-timer-"));
    }

    @Test
    void listenerThatBlocksHoldsBackOnlyItself() {
        AtomicLong seen = new AtomicLong();
        StreamListener blocking = new StreamListener() {
            @Override
            public void onDurable(DurableRange range) {
                block();
            }
        };
        StreamListener counting = new StreamListener() {
            @Override
            public void onDurable(DurableRange range) {
                seen.addAndGet(range.records());
            }
        };
        MultiplexedStream stream = open(
                server,
                options(2).callbackTimeout(Duration.ofMillis(200)),
                builder -> builder.listener(blocking).listener(counting));
        List<CompletableFuture<SendResult>> futures = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            futures.add(stream.ingestAsync(record(i)));
        }

        futures.forEach(future -> assertThat(future).succeedsWithin(Duration.ofSeconds(20)));
        await().until(() -> seen.get() == 1_000);
        stream.close();
    }

    @Test
    void listenerThatThrowsErrorDoesNotHideEventsFromOthers() {
        AtomicLong seen = new AtomicLong();
        StreamListener throwing = new StreamListener() {
            @Override
            public void onDurable(DurableRange range) {
                throw new AssertionError("a listener");
            }

            @Override
            public void onBackpressure(int subStream, Duration waited) {
                throw new NoSuchMethodError("a listener");
            }
        };
        StreamListener counting = new StreamListener() {
            @Override
            public void onDurable(DurableRange range) {
                seen.addAndGet(range.records());
            }
        };
        try (MultiplexedStream stream = open(
                server,
                options(1).maxInflightRequests(4),
                builder -> builder.listener(throwing).listener(counting))) {
            for (int i = 0; i < 500; i++) {
                stream.ingest(record(i));
            }
            assertThat(stream.flush().complete()).isTrue();
            await().until(() -> seen.get() == 500);
        }
    }

    @Test
    void futuresBehindActionThatBlocksGoOn() {
        MultiplexedStream stream = open(server, options(1).callbackTimeout(Duration.ofMillis(200)));
        CompletableFuture<Void> blocked = stream.ingestAsync(record(0)).thenRun(this::block);
        List<CompletableFuture<SendResult>> behind = new ArrayList<>();
        for (int i = 1; i < 1_000; i++) {
            behind.add(stream.ingestAsync(record(i)));
        }

        behind.forEach(future -> assertThat(future).succeedsWithin(Duration.ofSeconds(20)));
        assertThat(blocked).isNotDone();
        stream.close();
    }

    @Test
    void futuresThatWaitForSlowActionsCloseAdmission() {
        MultiplexedStream stream = open(
                server,
                options(1)
                        .maxInflightRequests(100)
                        .maxBlock(Duration.ofMillis(100))
                        .callbackTimeout(Duration.ofHours(1)));
        List<CompletableFuture<Void>> actions = new ArrayList<>();
        actions.add(stream.ingestAsync(record(0)).thenRun(this::block));
        await().until(() -> stream.snapshot().inflightRequests() == 0);

        assertThatThrownBy(() -> {
                    for (int i = 1; i < 10_000; i++) {
                        actions.add(stream.ingestAsync(record(i)).thenRun(() -> {}));
                    }
                })
                .isInstanceOf(InflightLimitException.class)
                .hasMessageContaining("wait for the actions of futures");
        assertThat(actions).hasSizeLessThanOrEqualTo(300);

        never.countDown();
        actions.forEach(action -> assertThat(action).succeedsWithin(Duration.ofSeconds(20)));
        stream.ingest(record("more"));
        stream.close();
    }

    @Test
    void futureEndsByItsLimitBehindActionThatBlocks() {
        MultiplexedStream stream = open(server, options(1).callbackTimeout(Duration.ofMillis(200)));
        CompletableFuture<Void> blocked = stream.ingestAsync(record(0)).thenRun(this::block);
        await().until(() -> server.table(TABLE).durableRecords() == 1);
        server.onTable(TABLE).everyStream().neverAck();
        server.table(TABLE).liveStreams().get(0).dropConnection();

        CompletableFuture<SendResult> future =
                stream.ingestAsync(record(1), SendOptions.timeLimit(Duration.ofMillis(300)));

        assertThatThrownBy(() -> future.get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(AwaitTimeoutException.class);
        assertThat(blocked).isNotDone();
        assertThatThrownBy(() -> stream.close(Duration.ZERO)).isInstanceOf(StreamClosedException.class);
    }
}
