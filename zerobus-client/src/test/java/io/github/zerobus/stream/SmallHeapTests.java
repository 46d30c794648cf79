package io.github.zerobus.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.Payload;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.netty.util.internal.PlatformDependent;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client with little memory and a server that acks slowly: the in-flight limit bounds the memory in use. */
@Timeout(300)
@Tag("heavy")
class SmallHeapTests {

    /** One gigabyte by default; {@code -Dzerobus.gigabytes=5} sends more. */
    private static final long BYTES = Long.getLong("zerobus.gigabytes", 1) << 30;

    /** Limit for Netty's pools of two event loops and the transport. The payload itself is on the heap. */
    private static final long MAX_DIRECT_BYTES = 48L << 20;

    /** Limit for the payload in flight and its overhead. The payload is held once, without a copy for the transport. */
    private static final long MAX_LIVE_HEAP = Client.BUDGET + (24L << 20);

    @Test
    void memoryStaysBoundedWhenServerAcksSlowly() throws Exception {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.builder()
                .ackDelay(Duration.ofMillis(100))
                .retainRows(0)
                .validateRecords(false)
                .start()) {
            String output = ChildJvm.run(
                    Duration.ofSeconds(280),
                    List.of("-Xmx128m", "-XX:MaxDirectMemorySize=64m", "-Dzerobus.bytes=" + BYTES),
                    Client.class,
                    server.endpoint());

            assertThat(output).contains("done").doesNotContain("OutOfMemory");
            System.out.print(output);
            assertThat(number(output, "direct")).isBetween(1L, MAX_DIRECT_BYTES);
            assertThat(number(output, "live heap")).isBetween(Client.BUDGET / 2, MAX_LIVE_HEAP);
            assertThat(server.table(TestStreams.TABLE).durableRecords()).isEqualTo(BYTES / Client.RECORD);
        }
    }

    private static long number(String output, String name) {
        Matcher matcher = Pattern.compile(name + " (\\d+)").matcher(output);
        assertThat(matcher.find()).as(output).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    /** Main class of the child process. */
    static final class Client {

        static final int RECORD = 8 * 1024;
        static final long BUDGET = 32 << 20;
        /** Often enough to measure a full buffer; the buffer is full nearly all the time. */
        private static final long BYTES_BETWEEN_COLLECTIONS = 32 << 20;

        private Client() {}

        public static void main(String[] args) {
            StreamOptions options = StreamOptions.builder()
                    .subStreams(2)
                    .openJitter(Duration.ZERO)
                    .maxPayloadSize(1 << 20)
                    .maxInflightSize(BUDGET)
                    .validateJson(false)
                    .build();
            try (MultiplexedStream stream = MultiplexedStream.builder()
                    .endpoint(args[0])
                    .table(TestStreams.TABLE)
                    .options(options)
                    .build()) {
                String pad = "x".repeat(RECORD - 10);
                long direct = 0;
                long heap = 0;
                for (long sent = 0; sent < Long.getLong("zerobus.bytes"); sent += RECORD) {
                    stream.ingest(Payload.json("{\"pad\":\"" + pad + "\"}"));
                    direct = Math.max(direct, PlatformDependent.usedDirectMemory());
                    if (sent % BYTES_BETWEEN_COLLECTIONS == BYTES_BETWEEN_COLLECTIONS - RECORD) {
                        heap = Math.max(heap, liveHeap());
                    }
                }
                System.out.println("direct " + direct + " at most");
                System.out.println("live heap " + heap + " at most");
            }
            System.out.println("done");
        }

        /** Returns the heap in use while requests are in flight, since only the ingesting thread pauses. */
        private static long liveHeap() {
            System.gc();
            return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        }
    }
}
