package io.github.zerobus.conformance;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.zerobus.DurableRange;
import io.github.zerobus.MessageId;
import io.github.zerobus.StreamListener;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.StatusCode;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.stream.Simulation;
import io.github.zerobus.stream.TestStreams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Single stream and many: notifications, and listeners that block or fail. */
@Timeout(60)
class CallbackTests {

    private final Simulation simulation = new Simulation();

    /** Records the ids of durable ("+") and unacked ("-") requests in the order of notification. */
    private static final class RecordingListener implements StreamListener {

        private final List<String> events = new ArrayList<>();

        @Override
        public void onDurable(DurableRange range) {
            for (long offset = range.first().offset(); offset <= range.last().offset(); offset++) {
                events.add("+" + range.first().subStream() + "-" + offset);
            }
        }

        @Override
        public void onUnacked(MessageId id, ZerobusException cause) {
            events.add("-" + id.subStream() + "-" + id.offset());
        }
    }

    @Test
    @Conformance(90)
    void eachOffsetIsNotifiedOnceInOrderWhenAckIsCumulative() {
        RecordingListener listener = new RecordingListener();
        simulation.faults().everyStream().neverAck();
        MultiplexedStream stream =
                simulation.open(Simulation.options(1).batching(b -> b.maxRecords(1)), Simulation.listener(listener));
        for (int i = 0; i < 5; i++) {
            stream.ingest(record(i));
        }
        simulation.time.pass(Duration.ofMillis(1));
        simulation.physical(0).ackUpTo(3);
        simulation.physical(0).sendAck(3);
        simulation.physical(0).releaseAcks();
        simulation.time.pass(Duration.ofMillis(1));
        assertThat(listener.events).containsExactly("+0-0", "+0-1", "+0-2", "+0-3", "+0-4");
    }

    @Test
    @Conformance({91, 92})
    void unackedIsNotifiedOnceAfterAcksAndOnlyForTerminalFailure() {
        RecordingListener listener = new RecordingListener();
        simulation.faults().stream(0).afterMessages(1).fail(StatusCode.UNAVAILABLE);
        simulation.faults().stream(1).afterAcks(2).fail(StatusCode.NOT_FOUND);
        MultiplexedStream stream =
                simulation.open(Simulation.options(1).batching(b -> b.maxRecords(1)), Simulation.listener(listener));
        for (int i = 0; i < 4; i++) {
            stream.ingest(record(i));
        }
        assertThat(catchThrowable(stream::close)).isNotNull();
        simulation.time.pass(Duration.ofMillis(1));
        assertThat(listener.events).containsExactly("+0-0", "+0-1", "-0-2", "-0-3");
    }

    @Test
    @Conformance(93)
    void acksContinueWhenListenerIsSlowOrThrows() {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        StreamListener slow = new StreamListener() {
            @Override
            public void onDurable(DurableRange range) {
                awaitUninterruptibly(release);
                calls.incrementAndGet();
                throw new IllegalStateException("a failure of the application");
            }
        };
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            MultiplexedStream stream =
                    TestStreams.open(server, TestStreams.options(1).batching(b -> b.maxRecords(1)), slow);
            for (int i = 0; i < 10; i++) {
                stream.ingest(record(i));
            }
            assertThat(stream.flush().complete()).isTrue();
            assertThat(calls).hasValue(0);
            release.countDown();
            Awaitility.await().untilAtomic(calls, org.hamcrest.Matchers.greaterThan(1));
            stream.close();
        }
    }

    private static void awaitBriefly(CountDownLatch latch) {
        try {
            var unused = latch.await(3, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                latch.await();
                done = true;
            } catch (InterruptedException e) {
                // The test releases the latch.
            }
        }
    }

    @Test
    @Conformance(94)
    void closeReturnsAfterCallbackTimeoutWhenCallbackBlocks() {
        CountDownLatch release = new CountDownLatch(1);
        StreamListener blocking = new StreamListener() {
            @Override
            public void onDurable(DurableRange range) {
                awaitUninterruptibly(release);
            }
        };
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            MultiplexedStream stream =
                    TestStreams.open(server, TestStreams.options(1).callbackTimeout(Duration.ofMillis(50)), blocking);
            stream.ingest(record(1));
            stream.close();
            assertThat(server.table(TABLE).durableRecords()).isEqualTo(1);
        } finally {
            release.countDown();
        }
    }

    @Test
    @Conformance(94)
    void closeReturnsAfterCallbackTimeoutWhenExecutorRunsNothing() {
        MultiplexedStream stream = simulation.open(
                Simulation.options(1).callbackTimeout(Duration.ofSeconds(20)),
                builder -> builder.callbackExecutor(task -> {}).listener(new RecordingListener()));
        stream.await(stream.ingest(record(1)));
        Duration before = simulation.time.elapsed();
        stream.close();
        assertThat(simulation.time.elapsed().minus(before)).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(22));
    }

    @Test
    @Conformance(94)
    void closeInCallbackDoesNotDeadlock() throws Exception {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            MultiplexedStream stream =
                    TestStreams.open(server, TestStreams.options(2).callbackTimeout(Duration.ofMinutes(10)));
            stream.ingestAsync(record(1)).thenRun(stream::close).get(20, TimeUnit.SECONDS);
            assertThat(stream.unackedBatches()).isEmpty();
        }
    }

    @Test
    @Conformance(137)
    void listenerReceivesIdsInOrderPerSubStreamFromSeveralThreads() {
        Map<Integer, List<Long>> offsets = new ConcurrentHashMap<>();
        Set<String> threads = ConcurrentHashMap.newKeySet();
        // With a single callback thread this wait times out, well before the callback timeout of close.
        CountDownLatch twoAtOnce = new CountDownLatch(2);
        StreamListener listener = new StreamListener() {
            @Override
            public void onDurable(DurableRange range) {
                threads.add(Thread.currentThread().getName());
                List<Long> seen = offsets.computeIfAbsent(range.first().subStream(), index -> new ArrayList<>());
                if (seen.isEmpty()) {
                    twoAtOnce.countDown();
                    awaitBriefly(twoAtOnce);
                }
                LongStream.rangeClosed(range.first().offset(), range.last().offset())
                        .forEach(seen::add);
            }
        };
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            MultiplexedStream stream =
                    TestStreams.open(server, TestStreams.options(4).batching(b -> b.maxRecords(1)), listener);
            for (int i = 0; i < 4_000; i++) {
                stream.ingest(record(i));
            }
            stream.close();
            assertThat(offsets).containsOnlyKeys(0, 1, 2, 3);
            assertThat(offsets.values())
                    .allMatch(seen ->
                            seen.equals(LongStream.range(0, 1_000).boxed().toList()));
            assertThat(twoAtOnce.getCount()).isZero();
            assertThat(threads).hasSizeGreaterThan(1).allMatch(name -> name.contains("-worker"));
        }
    }

    @Test
    @Conformance(138)
    void unackedIsNotifiedForPendingIdsOnly() {
        RecordingListener listener = new RecordingListener();
        simulation.faults().stream(0).neverAck();
        MultiplexedStream stream = simulation.open(Simulation.options(2), Simulation.listener(listener));
        List<MessageId> ids = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ids.add(stream.ingest(record(i)));
        }
        simulation.time.pass(Duration.ofMillis(10));
        simulation.physical(0).fail(StatusCode.NOT_FOUND);
        assertThat(catchThrowable(stream::close)).isNotNull();
        simulation.time.pass(Duration.ofMillis(1));
        assertThat(listener.events).hasSize(6);
        for (MessageId id : ids) {
            String sign = stream.isDurable(id) ? "+" : "-";
            assertThat(listener.events).contains(sign + id.subStream() + "-" + id.offset());
        }
        assertThat(listener.events).filteredOn(event -> event.startsWith("-")).hasSize(3);
    }
}
