package io.github.zerobus.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.InflightLimitException;
import io.github.zerobus.Payload;
import io.github.zerobus.SendResult;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.StreamOptionsBuilder;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.StatusCode;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients in processes of their own, whose server never acks and then fails them. */
@Timeout(300)
@Tag("heavy")
@ResourceLock("heap")
class HeapBudgetTests {

    private static final Duration LIMIT = Duration.ofSeconds(140);
    private static final int FUTURES = 400_000;

    /** Of the heap that the futures had in flight. */
    private static final double POISON_SHARE = 1.3;

    @Test
    void poisonOfManyFuturesNeedsLittleHeap() throws Exception {
        long inflight = number(run("-Xmx1g", ManyFutures.class), "in flight");

        String output = run("-Xmx" + (long) (inflight * POISON_SHARE / (1 << 20)) + "m", ManyFutures.class);

        assertThat(output).contains("ended " + FUTURES, "unacked " + FUTURES).doesNotContain("OutOfMemory");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 1_000, 100_000})
    void defaultBudgetFitsSmallHeap(int padding) throws Exception {
        String output = run("-Xmx128m", DefaultBudget.class, String.valueOf(padding));

        assertThat(output).contains("refused").doesNotContain("OutOfMemory");
        assertThat(number(output, "unacked")).isPositive().isEqualTo(number(output, "ended"));
    }

    /** Runs a client, and fails its physical streams when it says that all its records are in flight. */
    private static String run(String heap, Class<?> main, String... arguments) throws Exception {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.builder()
                .retainRows(0)
                .validateRecords(false)
                .start()) {
            server.onTable(TestStreams.TABLE).everyStream().neverAck();
            Thread failing = new Thread(() -> failWhenAsked(server));
            failing.start();
            List<String> all = new ArrayList<>(List.of(server.endpoint()));
            all.addAll(List.of(arguments));
            try {
                return ChildJvm.run(
                        LIMIT, List.of(heap, "-XX:MaxDirectMemorySize=64m"), main, all.toArray(new String[0]));
            } finally {
                failing.interrupt();
                failing.join();
            }
        }
    }

    /** The client asks by a second stream, to another table. */
    private static void failWhenAsked(EmbeddedZerobusServer server) {
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> !server.table(Client.ASKING_TABLE).streams().isEmpty());
        server.table(TestStreams.TABLE).liveStreams().forEach(stream -> stream.fail(StatusCode.NOT_FOUND));
    }

    private static long number(String output, String name) {
        Matcher matcher = Pattern.compile(name + " (\\d+)").matcher(output);
        assertThat(matcher.find()).as(output).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    /** What the child processes have in common. */
    private static final class Client {

        static final String ASKING_TABLE = "main.test.asking";

        private final String endpoint;
        private final MultiplexedStream stream;
        private final List<CompletableFuture<SendResult>> futures = new ArrayList<>(FUTURES);

        Client(String endpoint, StreamOptionsBuilder options) {
            this.endpoint = endpoint;
            this.stream =
                    stream(TestStreams.TABLE, options.openJitter(Duration.ZERO).build());
        }

        private MultiplexedStream stream(String table, StreamOptions options) {
            MultiplexedStream opened = MultiplexedStream.builder()
                    .endpoint(endpoint)
                    .table(table)
                    .options(options)
                    .build();
            opened.open();
            return opened;
        }

        void send(String text) {
            futures.add(stream.ingestAsync(Payload.json(text)));
        }

        static long liveHeap() {
            System.gc();
            return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        }

        /** Lets the server fail the stream. */
        void poison() {
            stream(ASKING_TABLE, StreamOptions.builder().subStreams(1).build()).close();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> futures.stream().allMatch(CompletableFuture::isDone));
            try {
                stream.close();
            } catch (ZerobusException e) {
                System.out.println(e.getMessage());
            }
            System.out.println("ended " + futures.size());
        }

        /** Prints how many requests are unacked. Their list would take more memory than the poison. */
        void countUnacked() {
            System.out.println("unacked " + stream.snapshot().inflightRequests());
        }

        void fetchUnacked() {
            System.out.println("unacked " + stream.unackedBatches().size());
        }
    }

    /** Main class of a child process with many small requests in flight. */
    static final class ManyFutures {

        private ManyFutures() {}

        public static void main(String[] args) {
            Client client = new Client(
                    args[0],
                    StreamOptions.builder()
                            .subStreams(4)
                            .maxInflightRequests(FUTURES)
                            .maxInflightSize(1L << 30)
                            .silenceTimeout(Duration.ofMinutes(10))
                            .poisonDrainTimeout(Duration.ZERO));
            for (int i = 0; i < FUTURES; i++) {
                client.send("{}");
            }
            System.out.println("in flight " + Client.liveHeap());
            client.poison();
            client.countUnacked();
            System.exit(0);
        }
    }

    /** Main class of a child process with the default limits, in the heap and the number of requests. */
    static final class DefaultBudget {

        private DefaultBudget() {}

        public static void main(String[] args) {
            Client client = new Client(
                    args[0],
                    StreamOptions.builder()
                            .maxBlock(Duration.ofSeconds(2))
                            .silenceTimeout(Duration.ofMinutes(10))
                            .poisonDrainTimeout(Duration.ZERO));
            String pad = "x".repeat(Integer.parseInt(args[1]));
            try {
                while (true) {
                    client.send("{\"pad\":\"" + pad + "\"}");
                }
            } catch (InflightLimitException e) {
                System.out.println("refused, " + e.getMessage());
            }
            client.poison();
            client.fetchUnacked();
            System.exit(0);
        }
    }
}
