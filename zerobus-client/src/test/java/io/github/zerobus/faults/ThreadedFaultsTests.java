package io.github.zerobus.faults;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.AwaitTimeoutException;
import io.github.zerobus.MessageId;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.StreamState;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.conformance.Conformance;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.stream.MultiplexedStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same schedules over real connections and threads; a seed reproduces the schedule, not the interleaving.
 * {@code -Dzerobus.seed=7} runs one schedule, {@code -Dzerobus.schedules=5000} runs 5,000.
 */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT) // the tests mostly wait
@Tag("heavy")
class ThreadedFaultsTests {

    private static final int PRODUCERS = 3;
    private static final int REQUESTS = 80;
    private static final Tally TALLY = new Tally();

    private final AdmittedRequests requests = new AdmittedRequests();
    private final RecordingListener listener = new RecordingListener();

    static IntStream seeds() {
        return Seeds.all();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @Conformance(140)
    void eachRequestIsAckedOrUnacked(int seed) throws Exception {
        TALLY.count(Tally.Outcome.ALL);
        try (EmbeddedZerobusServer server =
                EmbeddedZerobusServer.builder().ackDelay(Duration.ZERO).start()) {
            Random random = new Random(seed);
            FaultSchedule schedule = new FaultSchedule(random, Duration.ofMillis(1));
            schedule.applyTo(server.onTable(TABLE));
            MultiplexedStream stream = MultiplexedStream.builder()
                    .endpoint(server.endpoint())
                    .table(TABLE)
                    .name("seed" + seed)
                    .options(schedule.options().build())
                    .listener(listener)
                    .build();
            try {
                stream.open();
                run(stream, random);
                end(stream, random.nextInt(4) == 0 ? Duration.ZERO : Duration.ofSeconds(20));
                requests.check(stream, server.table(TABLE), listener);
                DuplicateCheck.checkOverConnections(server.table(TABLE));
                tally(stream);
            } catch (StreamOpenException e) {
                TALLY.count(Tally.Outcome.NEVER_OPEN);
                assertThat(server.table(TABLE).durableRecords()).isZero();
            }
            Awaitility.await().until(() -> server.connectionsOpen() == 0);
        }
        Awaitility.await()
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("zerobus-seed" + seed + "-")));
    }

    private void tally(MultiplexedStream stream) {
        TALLY.count(Tally.Outcome.POISONED, stream.snapshot().state() == StreamState.POISONED);
        TALLY.count(Tally.Outcome.WAITED_FOR_CAPACITY, listener.waits.get() > 0);
        TALLY.count(Tally.Outcome.LEFT_UNACKED, !listener.unacked.isEmpty());
    }

    @AfterAll
    static void schedulesAreNotVacuous() {
        TALLY.check();
    }

    /** Runs the producers, and in one of three schedules one or two concurrent closes. */
    private void run(MultiplexedStream stream, Random random) throws Exception {
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(PRODUCERS + 2);
        List<Future<?>> all = new ArrayList<>();
        long seed = random.nextLong();
        for (int t = 0; t < PRODUCERS; t++) {
            Random own = new Random(seed + t);
            int thread = t;
            all.add(threads.submit(() -> produce(stream, thread, own)));
        }
        if (random.nextInt(3) == 0) {
            int delay = random.nextInt(20);
            for (int closes = 1 + random.nextInt(2); closes > 0; closes--) {
                Duration time = random.nextBoolean() ? Duration.ofMillis(random.nextInt(50)) : Duration.ofSeconds(20);
                all.add(threads.schedule(() -> closeUnderLoad(stream, time), delay, TimeUnit.MILLISECONDS));
            }
        }
        for (Future<?> one : all) {
            one.get(60, TimeUnit.SECONDS);
        }
        threads.shutdown();
    }

    private static void closeUnderLoad(MultiplexedStream stream, Duration time) {
        TALLY.count(Tally.Outcome.CLOSED_UNDER_LOAD, stream.snapshot().state() == StreamState.OPEN);
        end(stream, time);
    }

    private void produce(MultiplexedStream stream, int thread, Random random) {
        try {
            for (int i = 0; i < REQUESTS; i++) {
                request(stream, thread + "-" + i, random);
            }
        } catch (ZerobusException e) {
            assertThat(stream.snapshot().state()).as("%s", e).isIn(StreamState.POISONED, StreamState.CLOSED);
        }
    }

    private void request(MultiplexedStream stream, String key, Random random) {
        List<String> keys = random.nextInt(5) == 0 ? List.of(key + "a", key + "b") : List.of(key);
        if (random.nextInt(10) == 0) {
            requests.admitted(keys, stream.ingestBatchAsync(AdmittedRequests.payloads(keys)));
            return;
        }
        MessageId id = keys.size() > 1
                ? stream.ingestBatch(AdmittedRequests.payloads(keys))
                : stream.ingest(AdmittedRequests.payloads(keys).get(0));
        requests.admitted(id, keys, stream.awaitAsync(id));
        if (random.nextInt(50) == 0) {
            stream.flush(Duration.ofMillis(random.nextInt(50)));
        }
        if (random.nextInt(30) == 0) {
            await(stream, id, Duration.ofMillis(random.nextInt(50)));
        }
    }

    private static void await(MultiplexedStream stream, MessageId id, Duration time) {
        try {
            stream.await(id, time);
            assertThat(stream.isDurable(id)).isTrue();
        } catch (AwaitTimeoutException e) {
            assertThat(e.id()).isEqualTo(id);
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
