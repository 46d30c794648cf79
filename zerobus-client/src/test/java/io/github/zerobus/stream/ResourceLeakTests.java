package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.open;
import static io.github.zerobus.stream.TestStreams.options;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.StatusCode;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ResourceLeakTests {

    private static List<String> threads(String... prefixes) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> List.of(prefixes).stream().anyMatch(name::startsWith))
                .toList();
    }

    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    @Test
    void closeReleasesThreadsAndConnections() {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            MultiplexedStream stream = open(server, options(4), builder -> builder.name("leak"));
            stream.ingestAsync(record("a")).join();
            assertThat(threads("zerobus-leak-")).isNotEmpty();

            stream.close();

            await().until(() -> server.connectionsOpen() == 0);
            await().until(() -> threads("zerobus-leak-").isEmpty());
        }
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(threads("zerobus-", "grpc-", "globalEventExecutor"))
                        .isEmpty());
    }

    @Test
    void failedOpenReleasesThreads() {
        String gone;
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            gone = server.endpoint();
        }
        MultiplexedStream stream = MultiplexedStream.builder()
                .endpoint(gone)
                .name("leak")
                .table(TestStreams.TABLE)
                .options(options(2).startupTimeout(Duration.ofMillis(300)).build())
                .build();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(stream::open)).isNotNull();

        await().until(() -> threads("zerobus-leak-").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"drop", "reset", "go away", "go away at once", "fail"})
    void failedConnectionsAreReleased(String fault) {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start();
                MultiplexedStream stream = open(server, options(1))) {
            for (int round = 0; round < 10; round++) {
                stream.await(stream.ingest(record(round)));
                server.table(TestStreams.TABLE).liveStreams().forEach(live -> {
                    switch (fault) {
                        case "drop" -> live.dropConnection();
                        case "reset" -> live.resetStream();
                        case "go away at once" -> live.goAwayAtOnce();
                        case "go away" -> {
                            live.goAway();
                            live.fail(StatusCode.UNAVAILABLE);
                        }
                        default -> live.fail(StatusCode.UNAVAILABLE);
                    }
                });
            }
            stream.await(stream.ingest(record("last")));
            await().untilAsserted(() -> assertThat(server.connectionsOpen()).isEqualTo(1));
        }
    }

    @Test
    void repeatedOpenAndCloseLeaksNoThreadsAndDescriptors() {
        try (EmbeddedZerobusServer server =
                EmbeddedZerobusServer.builder().ackDelay(Duration.ofMillis(1)).start()) {
            rounds(server, 20);
            int threads = Thread.activeCount();
            long descriptors = descriptors();
            long start = System.nanoTime();

            rounds(server, 200);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(1));
            await().untilAsserted(() -> assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 4));
            await().untilAsserted(() -> assertThat(descriptors()).isLessThanOrEqualTo(descriptors + 10));
        }
    }

    private static void rounds(EmbeddedZerobusServer server, int rounds) {
        for (int round = 0; round < rounds; round++) {
            try (MultiplexedStream stream = open(server, options(2))) {
                stream.ingest(record(round));
            }
        }
    }
}
