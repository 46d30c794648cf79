package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.zerobus.engine.time.LoopExecutor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who waits for more records, and how long. */
@Timeout(60)
class BatchDelayTests {

    private static final Duration PAUSE = Duration.ofNanos(50_000);

    private final Simulation simulation = new Simulation();

    @AfterEach
    void end() {
        simulation.close();
    }

    private MultiplexedStream open(int maxRecords) {
        return simulation.open(Simulation.options(1)
                .batching(batching -> batching.maxRecords(maxRecords).maxSize(100_000)));
    }

    private static void ingest(MultiplexedStream stream, int records) {
        for (int i = 0; i < records; i++) {
            stream.ingest(record(i));
        }
    }

    /** Time until the server has so many messages. */
    private Duration until(int messages) {
        Duration start = simulation.time.elapsed();
        simulation.time.until(() -> simulation.newest().messageCount() == messages);
        return simulation.time.elapsed().minus(start);
    }

    private List<Integer> sizes() {
        return simulation.newest().messages().stream()
                .map(message -> message.records().size())
                .toList();
    }

    @Test
    void recordsBehindAMessageOfSeveralWaitForMore() {
        MultiplexedStream stream = open(100);
        ingest(stream, 3);
        assertThat(until(1)).isZero();

        ingest(stream, 1);
        simulation.time.pass(PAUSE.dividedBy(2));
        ingest(stream, 2);

        assertThat(until(2)).isEqualTo(PAUSE.dividedBy(2));
        assertThat(sizes()).containsExactly(3, 3);
    }

    @Test
    void recordThatComesAloneDoesNotWait() {
        MultiplexedStream stream = open(100);
        ingest(stream, 1);
        until(1);

        ingest(stream, 1);
        assertThat(until(2)).isZero();
    }

    @Test
    void recordThatComesAfterThePauseDoesNotWait() {
        MultiplexedStream stream = open(100);
        ingest(stream, 3);
        until(1);
        simulation.time.pass(PAUSE);

        ingest(stream, 1);
        assertThat(until(2)).isZero();
        ingest(stream, 1);
        assertThat(until(3)).isZero();
    }

    @Test
    void halfAMessageDoesNotWait() {
        MultiplexedStream stream = open(8);
        ingest(stream, 3);
        until(1);

        ingest(stream, 4);
        assertThat(until(2)).isZero();
        assertThat(sizes()).containsExactly(3, 4);
    }

    @Test
    void nothingWaitsWhereBatchingIsOff() {
        MultiplexedStream stream = open(1);
        ingest(stream, 3);
        until(3);

        ingest(stream, 1);
        assertThat(until(4)).isZero();
    }

    @Test
    void nothingWaitsBehindABatchOfTheApplication() {
        MultiplexedStream stream = open(100);
        stream.ingestBatch(List.of(record(1), record(2), record(3)));
        until(1);

        ingest(stream, 1);
        assertThat(until(2)).isZero();
    }

    @Test
    void newPhysicalStreamTakesAllAtOnce() {
        simulation.faults().stream(0).neverAck();
        MultiplexedStream stream = open(100);
        ingest(stream, 3);
        until(1);
        ingest(stream, 1);
        simulation.newest().closeSignal(Duration.ZERO);

        simulation.time.until(() -> simulation.table().streams().size() == 2);
        until(1);
        assertThat(sizes()).containsExactly(4);
        assertThat(stream.flush().complete()).isTrue();
    }

    @Test
    void loopsOwnClockIsUsedAndMayHaveEnded() throws Exception {
        ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
        LoopExecutor executor = new LoopExecutor(loop);
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        LoopExecutor.executeAfter(1, simulation.time.engine(), executor, () -> ran.complete(Thread.currentThread()));
        Thread thread =
                CompletableFuture.supplyAsync(Thread::currentThread, loop).get(10, TimeUnit.SECONDS);
        assertThat(ran.get(10, TimeUnit.SECONDS)).isSameAs(thread);

        // What it throws is the loop's to report, as that of any task; a clock would keep it to itself.
        CompletableFuture<Runnable> handedOver = new CompletableFuture<>();
        ScheduledExecutorService spy = new ScheduledThreadPoolExecutor(1) {
            @Override
            public void execute(Runnable task) {
                handedOver.complete(task);
            }
        };
        Runnable step = () -> {};
        LoopExecutor.executeAfter(1, simulation.time.engine(), new LoopExecutor(spy), step);
        assertThat(handedOver.get(10, TimeUnit.SECONDS)).isSameAs(step);
        spy.shutdownNow();

        loop.shutdown();
        assertThatCode(() -> LoopExecutor.executeAfter(1, simulation.time.engine(), executor, () -> {}))
                .doesNotThrowAnyException();
    }
}
