package io.github.zerobus.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.RescueMode;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.rescue.FileRescueStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application with a write-ahead store is killed under load; the next one on the same directory loses nothing. */
@Tag("heavy")
class KilledClientTests {

    private final Set<String> returned = new HashSet<>();

    @TempDir
    Path directory;

    @TempDir
    Path outputs;

    @Test
    void everyRecordWhoseIngestReturnedBecomesDurable() throws Exception {
        kill(4);
    }

    @Test
    @Tag("long")
    void everyRecordWhoseIngestReturnedBecomesDurableAHundredTimes() throws Exception {
        kill(100);
    }

    private void kill(int times) throws IOException, InterruptedException {
        Random random = new Random(times);
        for (int run = 0; run < times; run++) {
            try (EmbeddedZerobusServer server = EmbeddedZerobusServer.builder()
                    .ackDelay(Duration.ofMillis(random.nextInt(50)))
                    .start()) {
                if (run % 2 == 0) {
                    server.onTable(TestStreams.TABLE)
                            .everyStream()
                            .afterMessages(1 + random.nextInt(200))
                            .fail(io.github.zerobus.embedded.StatusCode.UNAVAILABLE);
                }
                killOnce(server, run, random.nextInt(2_000));
                server.onTable(TestStreams.TABLE).clear();
                replay(server);
                assertThat(new HashSet<>(TestStreams.keys(server)))
                        .as("run " + run)
                        .containsAll(returned);
                returned.clear();
            }
        }
    }

    private void killOnce(EmbeddedZerobusServer server, int run, int lines) throws IOException, InterruptedException {
        Path output = outputs.resolve("out-" + run + ".txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledClient.class.getName(),
                        server.endpoint(),
                        directory.toString(),
                        "run" + run)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            await().atMost(1, TimeUnit.MINUTES)
                    .pollInterval(5, TimeUnit.MILLISECONDS)
                    .until(() -> !process.isAlive() || keys(output).size() > lines);
            assertThat(process.isAlive()).as(() -> text(output)).isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
        returned.addAll(keys(output));
    }

    private static String text(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Keys of complete lines. */
    private static List<String> keys(Path output) throws IOException {
        String text = Files.readString(output);
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.startsWith("key "))
                .map(line -> line.substring("key ".length()))
                .collect(Collectors.toList());
    }

    private void replay(EmbeddedZerobusServer server) {
        FileRescueStore store = FileRescueStore.builder(directory).build();
        MultiplexedStream stream =
                TestStreams.open(server, TestStreams.options(2), builder -> builder.rescueStore(store, RescueMode.ALL));
        try (stream) {
            await().atMost(1, TimeUnit.MINUTES)
                    .until(() -> stream.rescueStore().orElseThrow().requests() == 0);
        }
        assertThat(store.snapshot().damagedPlaces()).isZero();
    }
}
