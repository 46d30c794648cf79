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

/** Single stream and many: what listeners hear, and what they cannot hold up. */
@Timeout(60)
class CallbackTests {

    private final Simulation simulation = new Simulation();

    /** Ids of what became durable ("+") and what did not ("-"), in the order of the news. */
    private static final class Heard implements StreamListener {

        private final List<String> news = new ArrayList<>();

        @Override
        public void onDurable(DurableRange range) {
            for (long offset = range.first().offset(); offset <= range.last().offset(); offset++) {
                news.add("+" + range.first().subStream() + "-" + offset);
            }
        }

        @Override
        public void onUnacked(MessageId id, ZerobusException cause) {
            news.add("-" + id.subStream() + "-" + id.offset());
        }
    }

    @Test
    @Conformance(90)
    void eachAckIsToldOnceInOrderAlsoFromACumulativeOne() {
        Heard heard = new Heard();
        simulation.faults().everyStream().neverAck();
        MultiplexedStream stream =
                simulation.open(Simulation.options(1).batching(b -> b.maxRecords(1)), Simulation.listener(heard));
        for (int i = 0; i < 5; i++) {
            stream.ingest(record(i));
        }
        simulation.time.pass(Duration.ofMillis(1));
        simulation.physical(0).ackUpTo(3);
        simulation.physical(0).sendAck(3);
        simulation.physical(0).releaseAcks();
        simulation.time.pass(Duration.ofMillis(1));
        assertThat(heard.news).containsExactly("+0-0", "+0-1", "+0-2", "+0-3", "+0-4");
    }

    @Test
    @Conformance({91, 92})
    void failuresAreToldOnceAfterTheAcksAndNotWhenTheyMayPass() {
        Heard heard = new Heard();
        simulation.faults().stream(0).afterMessages(1).fail(StatusCode.UNAVAILABLE);
        simulation.faults().stream(1).afterAcks(2).fail(StatusCode.NOT_FOUND);
        MultiplexedStream stream =
                simulation.open(Simulation.options(1).batching(b -> b.maxRecords(1)), Simulation.listener(heard));
        for (int i = 0; i < 4; i++) {
            stream.ingest(record(i));
        }
        assertThat(catchThrowable(stream::close)).isNotNull();
        simulation.time.pass(Duration.ofMillis(1));
        assertThat(heard.news).containsExactly("+0-0", "+0-1", "-0-2", "-0-3");
    }

    @Test
    @Conformance(93)
    void slowListenerHoldsUpNoAckAndOneThatThrowsIsCalledAgain() {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        StreamListener slow = new StreamListener() {
            @Override
            public void onDurable(DurableRange range) {
                awaitUninterruptibly(release);
                calls.incrementAndGet();
                throw new IllegalStateException("a mistake of the application");
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
                // The test ends it.
            }
        }
    }

    @Test
    @Conformance(94)
    void closeWaitsForCallbacksNoLongerThanItsTime() {
        CountDownLatch release = new CountDownLatch(1);
        StreamListener hanging = new StreamListener() {
            @Override
            public void onDurable(DurableRange range) {
                awaitUninterruptibly(release);
            }
        };
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            MultiplexedStream stream =
                    TestStreams.open(server, TestStreams.options(1).callbackTimeout(Duration.ofMillis(50)), hanging);
            stream.ingest(record(1));
            stream.close();
            assertThat(server.table(TABLE).durableRecords()).isEqualTo(1);
        } finally {
            release.countDown();
        }
    }

    @Test
    @Conformance(94)
    void closeInACallbackDoesNotWaitForItself() throws Exception {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            MultiplexedStream stream = TestStreams.open(server, TestStreams.options(2));
            stream.ingestAsync(record(1)).thenRun(stream::close).get(20, TimeUnit.SECONDS);
            assertThat(stream.unackedBatches()).isEmpty();
        }
    }

    @Test
    @Conformance(137)
    void listenerHearsRightIdsInOrderForEachSubStreamFromSeveralThreads() {
        Map<Integer, List<Long>> offsets = new ConcurrentHashMap<>();
        Set<String> threads = ConcurrentHashMap.newKeySet();
        // A thread that is the only one waits here in vain, well within the time that close gives callbacks.
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
    void failuresAreToldForPendingIdsOnly() {
        Heard heard = new Heard();
        simulation.faults().stream(0).neverAck();
        MultiplexedStream stream = simulation.open(Simulation.options(2), Simulation.listener(heard));
        List<MessageId> ids = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ids.add(stream.ingest(record(i)));
        }
        simulation.time.pass(Duration.ofMillis(10));
        simulation.physical(0).fail(StatusCode.NOT_FOUND);
        assertThat(catchThrowable(stream::close)).isNotNull();
        simulation.time.pass(Duration.ofMillis(1));
        assertThat(heard.news).hasSize(6);
        for (MessageId id : ids) {
            String sign = stream.isDurable(id) ? "+" : "-";
            assertThat(heard.news).contains(sign + id.subStream() + "-" + id.offset());
        }
        assertThat(heard.news).filteredOn(news -> news.startsWith("-")).hasSize(3);
    }
}
