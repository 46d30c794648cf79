package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.options;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.embedded.EmbeddedZerobus;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server in a process of its own that is killed by a signal under load, and started again on the same port. */
@Timeout(180)
@Tag("heavy")
class ServerProcessTests {

    private static final int KILLS = 3;

    @Test
    void killedServerCostsNoRecord() throws Exception {
        int port = freePort();
        Process server = startServer(port);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            MultiplexedStream stream = stream(port);
            stream.open();
            AtomicBoolean enough = new AtomicBoolean();
            Future<Long> producer = threads.submit(() -> {
                long admitted = 0;
                while (!enough.get()) {
                    stream.ingest(record(admitted++));
                }
                return admitted;
            });
            for (int kill = 0; kill < KILLS; kill++) {
                long before = stream.snapshot().ackedRecords();
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> stream.snapshot().ackedRecords() > before + 5_000);
                server.destroyForcibly().waitFor();
                server = startServer(port);
            }
            enough.set(true);
            long admitted = producer.get(90, TimeUnit.SECONDS);
            stream.close(Duration.ofSeconds(60));
            // Each server forgets with its death; what counts is that every record was acked by one of them.
            assertThat(stream.snapshot().ackedRecords()).isEqualTo(admitted);
            assertThat(stream.unackedBatches()).isEmpty();
        } finally {
            threads.shutdownNow();
            server.destroyForcibly().waitFor();
        }
    }

    private static MultiplexedStream stream(int port) {
        return MultiplexedStream.builder()
                .endpoint("http://127.0.0.1:" + port)
                .table(TABLE)
                .options(options(3)
                        .maxInflightRequests(3_000)
                        .maxBlock(Duration.ofSeconds(60))
                        .recovery(new StreamOptions.Recovery(
                                true,
                                Duration.ofSeconds(15),
                                Duration.ofMillis(200),
                                Duration.ofSeconds(1),
                                60,
                                Duration.ofSeconds(15)))
                        .build())
                .build();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Process startServer(int port) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Server.class.getName(),
                        String.valueOf(port))
                .redirectErrorStream(true)
                .start();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null && !line.equals("listening"); line = output.readLine()) {
            System.out.println(line);
        }
        return process;
    }

    /** The child's own main. */
    static final class Server {

        private Server() {}

        public static void main(String[] args) throws InterruptedException {
            EmbeddedZerobus.builder()
                    .port(Integer.parseInt(args[0]))
                    .ackDelay(Duration.ofMillis(20))
                    .retainRows(0)
                    .start();
            System.out.println("listening");
            Thread.currentThread().join();
        }
    }
}
