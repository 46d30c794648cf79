package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.options;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.ObservedStream;
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server in a separate process that is killed under load and restarted on the same port. */
@Timeout(180)
@Tag("heavy")
class ServerCrashTests {

    private static final int KILLS = 3;

    /** One file per server with the records that it wrote before their ack. A kill may truncate the last line. */
    @TempDir
    private Path durable;

    @Test
    void noRecordIsLostWhenServerIsKilled() throws Exception {
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
            assertThat(stream.snapshot().ackedRecords()).isEqualTo(admitted);
            assertThat(stream.unackedBatches()).isEmpty();
            // Also in the files of the servers.
            BitSet durable = durableKeys();
            assertThat((long) durable.cardinality()).isEqualTo(admitted);
            assertThat((long) durable.length()).isEqualTo(admitted);
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
                        .recovery(r -> r.backoff(Duration.ofMillis(200))
                                .maxBackoff(Duration.ofSeconds(1))
                                .maxRetries(60))
                        .build())
                .build();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private BitSet durableKeys() throws IOException {
        BitSet keys = new BitSet();
        try (Stream<Path> files = Files.list(durable)) {
            for (Path file : files.toList()) {
                for (String line : Files.readAllLines(file)) {
                    if (line.endsWith(".")) {
                        keys.set(Integer.parseInt(line.substring(0, line.length() - 1)));
                    }
                }
            }
        }
        return keys;
    }

    private Process startServer(int port) throws IOException {
        Process process = ChildJvm.start(
                List.of("-Xmx256m"),
                Server.class,
                String.valueOf(port),
                Files.createTempFile(durable, "server", ".txt").toString());
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null && !line.equals("listening"); line = output.readLine()) {
            System.out.println(line);
        }
        return process;
    }

    /** Main class of the child process. It acks only records that it has written to its file, which survives a kill. */
    static final class Server {

        private final EmbeddedZerobusServer server;
        private final FileOutputStream file;
        /** Number of messages by physical stream. */
        private final Map<Integer, Integer> written = new HashMap<>();

        private Server(int port, FileOutputStream file) {
            this.server = EmbeddedZerobusServer.builder().port(port).start();
            this.file = file;
        }

        public static void main(String[] args) throws IOException {
            Server server = new Server(Integer.parseInt(args[0]), new FileOutputStream(args[1]));
            server.server.onTable(TABLE).everyStream().neverAck();
            var unused = Executors.newSingleThreadScheduledExecutor()
                    .scheduleWithFixedDelay(server::writeAndAck, 20, 20, TimeUnit.MILLISECONDS);
            System.out.println("listening");
        }

        private void writeAndAck() {
            for (ObservedStream stream : server.table(TABLE).liveStreams()) {
                List<ObservedStream.Message> messages = stream.messages();
                int before = written.getOrDefault(stream.index(), 0);
                if (messages.size() > before) {
                    write(messages.subList(before, messages.size()));
                    written.put(stream.index(), messages.size());
                    stream.ackUpTo(messages.size() - 1);
                }
            }
        }

        private void write(List<ObservedStream.Message> messages) {
            StringBuilder lines = new StringBuilder();
            for (ObservedStream.Message message : messages) {
                for (ByteString row : message.records()) {
                    String text = row.toStringUtf8();
                    lines.append(text, 8, text.length() - 2).append(".\n");
                }
            }
            try {
                file.write(lines.toString().getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
