package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.keys;
import static io.github.zerobus.stream.TestStreams.open;
import static io.github.zerobus.stream.TestStreams.options;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.AwaitTimeoutException;
import io.github.zerobus.InflightLimitException;
import io.github.zerobus.MessageId;
import io.github.zerobus.Routing;
import io.github.zerobus.SendOptions;
import io.github.zerobus.SendResult;
import io.github.zerobus.StreamClosedException;
import io.github.zerobus.SubStreamSnapshot;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RoutingTests {

    private final EmbeddedZerobusServer server = EmbeddedZerobusServer.start();

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void orderOfAKeyIsKeptThroughRecovery() {
        server.onTable(TABLE).stream(0).afterMessages(3).dropConnection();
        server.onTable(TABLE).stream(1).afterMessages(7).dropConnection();
        try (MultiplexedStream stream = open(
                server,
                options(4)
                        .routing(Routing.KEYED)
                        .batching(batching -> batching.maxRecords(4).maxSize(1_000)))) {
            Map<String, Set<Integer>> subStreams = IntStream.range(0, 400)
                    .boxed()
                    .collect(Collectors.groupingBy(
                            i -> "k" + i % 8,
                            Collectors.mapping(
                                    i -> stream.ingest(record("k" + i % 8 + "-" + i), SendOptions.key("k" + i % 8))
                                            .subStream(),
                                    Collectors.toSet())));
            assertThat(stream.flush().complete()).isTrue();

            assertThat(subStreams)
                    .hasSize(8)
                    .allSatisfy((key, indexes) -> assertThat(indexes).hasSize(1));
            assertThat(new HashSet<>(subStreams.values())).hasSizeGreaterThan(1);
        }
        for (int key = 0; key < 8; key++) {
            String prefix = "k" + key + "-";
            // Some may be there twice; the first of each counts.
            List<Integer> order = keys(server).stream()
                    .filter(row -> row.startsWith(prefix))
                    .distinct()
                    .map(row -> Integer.parseInt(row.substring(prefix.length())))
                    .toList();
            assertThat(order).hasSize(50).isSorted();
        }
    }

    @Test
    void keyedWithoutAKeyGoesRoundRobin() {
        try (MultiplexedStream stream = open(server, options(3).routing(Routing.KEYED))) {
            assertThat(IntStream.range(0, 6).mapToObj(i -> stream.ingest(record(i))))
                    .extracting(MessageId::subStream)
                    .containsExactly(0, 1, 2, 0, 1, 2);
        }
    }

    @Test
    void keysThatDifferInLittleAreSpread() {
        Keyed keyed = new Keyed();
        Map<Integer, Long> counts = IntStream.range(0, 8_000)
                .mapToObj(i -> keyed.select("device-" + i, new Loads(8)))
                .collect(Collectors.groupingBy(index -> index, Collectors.counting()));
        assertThat(counts)
                .hasSize(8)
                .allSatisfy((index, count) -> assertThat(count).isBetween(800L, 1_200L));
    }

    private record Loads(int count) implements SubStreamLoads {

        @Override
        public boolean isOpen(int subStream) {
            return true;
        }

        @Override
        public long inflightRequests(int subStream) {
            return 0;
        }
    }

    @Test
    void leastInflightLeavesASilentSubStreamAlone() {
        server.onTable(TABLE).stream(0).neverAck();
        MultiplexedStream stream = open(server, options(4).routing(Routing.LEAST_INFLIGHT));
        for (int i = 0; i < 40; i++) {
            stream.ingest(record(i));
            await().until(() -> stream.snapshot().inflightRequests() <= 1);
        }
        assertThat(stream.snapshot().subStreams())
                .extracting(SubStreamSnapshot::ingestedRequests)
                .containsOnlyOnce(1L)
                .satisfies(requests -> assertThat(
                                requests.stream().mapToLong(Long::longValue).sum())
                        .isEqualTo(40));
        assertThatThrownBy(() -> stream.close(Duration.ofMillis(50))).isInstanceOf(StreamClosedException.class);
    }

    @Test
    void leastInflightTakesTurnsAmongEquals() {
        LeastInflight selector = new LeastInflight();
        assertThat(IntStream.range(0, 6).map(i -> selector.select(null, new Loads(3))))
                .containsExactly(0, 1, 2, 0, 1, 2);
    }

    @Test
    void selectorOfTheApplicationChooses() {
        SubStreamSelector last = (key, loads) -> key == null ? 0 : loads.count() - 1;
        try (MultiplexedStream stream = open(server, options(3), builder -> builder.selector(last))) {
            assertThat(stream.ingest(record(0), SendOptions.key("a")).subStream())
                    .isEqualTo(2);
            assertThat(stream.ingestBatch(List.of(record(1), record(2))).subStream())
                    .isZero();
            assertThat(stream.tryIngest(record(3), SendOptions.key("a")))
                    .get()
                    .extracting(MessageId::subStream)
                    .isEqualTo(2);
        }
    }

    @Test
    void selectorMustChooseOneThatThereIs() {
        SubStreamSelector wrong = (key, loads) -> loads.count();
        try (MultiplexedStream stream = open(server, options(3), builder -> builder.selector(wrong))) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> stream.ingest(record(0)))
                    .withMessageContaining("chose sub-stream 3")
                    .withMessageContaining("only 3");
            assertThat(stream.snapshot().ingestedRequests()).isZero();
        }
    }

    @Test
    void keyThatRoutingDoesNotTakeIsRefused() {
        for (Routing routing : List.of(Routing.ROUND_ROBIN, Routing.LEAST_INFLIGHT)) {
            try (MultiplexedStream stream = open(server, options(2).routing(routing))) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> stream.ingest(record(0), SendOptions.key("device-7")))
                        .withMessageContaining(routing.name())
                        .withMessageContaining("set routing to keyed")
                        .withMessageNotContaining("device-7");
            }
        }
    }

    @Test
    void timeLimitEndsTheFutureAndNotTheRecord() {
        server.onTable(TABLE).everyStream().ackAfter(Duration.ofMillis(300));
        try (MultiplexedStream stream = open(server, options(1))) {
            CompletableFuture<SendResult> future =
                    stream.ingestAsync(record(0), SendOptions.timeLimit(Duration.ofMillis(20)));
            assertThatThrownBy(future::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(AwaitTimeoutException.class)
                    .hasMessageContaining("PT0.02S")
                    .hasMessageContaining("still in flight");
            assertThat(stream.flush().complete()).isTrue();
        }
        assertThat(keys(server)).containsExactly("0");
    }

    @Test
    void timeLimitHoldsForTheWaitForRoom() {
        server.onTable(TABLE).everyStream().neverAck();
        MultiplexedStream stream = open(server, options(1).maxInflightRequests(1));
        stream.ingest(record(0));
        assertThatThrownBy(() -> stream.ingest(record(1), SendOptions.timeLimit(Duration.ofMillis(20))))
                .isInstanceOf(InflightLimitException.class);
        assertThatThrownBy(() -> stream.close(Duration.ofMillis(50))).isInstanceOf(StreamClosedException.class);
    }

    @Test
    void optionsSayNoKeyAndRefuseNoTime() {
        assertThat(SendOptions.key("secret").withTimeLimit(Duration.ofSeconds(1)))
                .hasToString("SendOptions[a key, timeLimit=PT1S]");
        assertThatIllegalArgumentException().isThrownBy(() -> SendOptions.timeLimit(Duration.ZERO));
    }
}
