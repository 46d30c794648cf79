package io.github.zerobus.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.Payload;
import io.github.zerobus.embedded.EmbeddedZerobus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client with little memory and a server that acks slowly: the budget, not luck, keeps it alive. */
@Timeout(300)
class SmallHeapTests {

    private static final long BYTES = 1L << 30;

    @Test
    void gigabyteGoesThroughSixtyFourMegabytesOfHeap() throws Exception {
        try (EmbeddedZerobus server = EmbeddedZerobus.builder()
                .ackDelay(Duration.ofMillis(100))
                .retainRows(0)
                .validateRecords(false)
                .start()) {
            Process client = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Client.class.getName(),
                            server.endpoint())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(client.waitFor()).as(output).isZero();
            assertThat(output).contains("done").doesNotContain("OutOfMemory");
            assertThat(server.table(TestStreams.TABLE).durableRecords()).isEqualTo(BYTES / Client.RECORD);
        }
    }

    /** The child's own main. */
    static final class Client {

        static final int RECORD = 8 * 1024;

        private Client() {}

        public static void main(String[] args) {
            StreamOptions options = StreamOptions.builder()
                    .subStreams(2)
                    .openJitter(Duration.ZERO)
                    .maxPayloadSize(1 << 20)
                    .maxInflightSize(16 << 20)
                    .validateJson(false)
                    .build();
            try (MultiplexedStream stream = MultiplexedStream.builder()
                    .endpoint(args[0])
                    .table(TestStreams.TABLE)
                    .options(options)
                    .build()) {
                String pad = "x".repeat(RECORD - 10);
                for (long sent = 0; sent < BYTES; sent += RECORD) {
                    stream.ingest(Payload.json("{\"pad\":\"" + pad + "\"}"));
                }
            }
            System.out.println("done");
        }
    }
}
