package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.open;
import static io.github.zerobus.stream.TestStreams.options;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.DurableRange;
import io.github.zerobus.SendResult;
import io.github.zerobus.StreamListener;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.StatusCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Code of the application that hangs, and executors that fail: neither holds a stream. */
@Timeout(60)
class StubbornCallbacksTests {

    private final EmbeddedZerobusServer server = EmbeddedZerobusServer.start();
    private final CountDownLatch release = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        release.countDown();
        threads.shutdownNow();
        server.close();
    }

    private void hang() {
        boolean done = false;
        while (!done) {
            try {
                release.await();
                done = true;
            } catch (InterruptedException e) {
                // What hangs for good hears nothing.
            }
        }
    }

    @Test
    void listenerThatHangsAtEachCallDoesNotHoldTheClose() throws Exception {
        MultiplexedStream stream = open(
                server,
                options(1).batching(batching -> batching.maxRecords(1)).callbackTimeout(Duration.ofMillis(50)),
                new StreamListener() {
                    @Override
                    public void onDurable(DurableRange range) {
                        hang();
                    }
                });
        for (int i = 0; i < 20; i++) {
            stream.ingest(record(i));
        }
        assertThat(stream.flush().complete()).isTrue();
        threads.submit(() -> stream.close()).get(20, TimeUnit.SECONDS);
        assertThat(server.table(TABLE).durableRecords()).isEqualTo(20);
    }

    @Test
    void closeRunsNoCallbackOnItsOwnThread() {
        List<Thread> ran = new ArrayList<>();
        Consumer<MultiplexedStreamBuilder> refusing = builder -> builder.callbackExecutor(task -> {
            throw new java.util.concurrent.RejectedExecutionException("stopped");
        });
        MultiplexedStream stream = open(server, options(1), refusing);
        CompletableFuture<Void> told = stream.ingestAsync(record(0)).thenRun(() -> ran.add(Thread.currentThread()));
        stream.close();
        assertThat(told).isCompleted();
        assertThat(ran).hasSize(1).doesNotContain(Thread.currentThread());
    }

    @Test
    void executorThatFailsOnceLosesNoFutureAndKeepsNoSubStream() throws Exception {
        AtomicInteger tasks = new AtomicInteger();
        Consumer<MultiplexedStreamBuilder> failing = builder -> builder.callbackExecutor(task -> {
            if (tasks.incrementAndGet() % 3 == 0) {
                throw new IllegalStateException("no thread to be had");
            }
            threads.execute(task);
        });
        MultiplexedStream stream = open(server, options(1).batching(batching -> batching.maxRecords(1)), failing);
        List<CompletableFuture<SendResult>> sent = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            sent.add(stream.ingestAsync(record(i)));
        }
        server.table(TABLE).liveStreams().get(0).fail(StatusCode.UNAVAILABLE);
        await().until(() -> server.table(TABLE).streams().size() == 2);
        for (int i = 50; i < 100; i++) {
            sent.add(stream.ingestAsync(record(i)));
        }
        assertThat(stream.flush().complete()).isTrue();
        stream.close();
        for (CompletableFuture<SendResult> future : sent) {
            future.get(10, TimeUnit.SECONDS);
        }
    }
}
