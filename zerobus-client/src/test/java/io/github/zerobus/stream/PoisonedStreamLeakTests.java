package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.open;
import static io.github.zerobus.stream.TestStreams.options;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.UnixOperatingSystemMXBean;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.StatusCode;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A thousand streams that are poisoned and closed leak no resources. */
@Timeout(300)
@Tag("heavy")
class PoisonedStreamLeakTests {

    private static final int ROUNDS = 1_000;
    private static final int WARM_UP = 50;

    @Test
    void repeatedPoisonAndCloseLeakNoResources() {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.builder()
                .ackDelay(Duration.ZERO)
                .retainRows(10)
                .start()) {
            rounds(server, WARM_UP);
            long descriptors = descriptors();
            int threads = ManagementFactory.getThreadMXBean().getThreadCount();
            long direct = io.netty.util.internal.PlatformDependent.usedDirectMemory();
            rounds(server, ROUNDS - WARM_UP);
            Awaitility.await().until(() -> server.connectionsOpen() == 0);
            Awaitility.await().until(() -> ManagementFactory.getThreadMXBean().getThreadCount() <= threads + 3);
            Awaitility.await().until(() -> descriptors() <= descriptors + 10);
            assertThat(io.netty.util.internal.PlatformDependent.usedDirectMemory())
                    .isLessThanOrEqualTo(direct + (32L << 20));
        }
    }

    private static void rounds(EmbeddedZerobusServer server, int rounds) {
        for (int round = 0; round < rounds; round++) {
            // Not by the number of a physical stream: the server may count a cancelled call of the last round late.
            server.onTable(TABLE).everyStream().afterMessages(1).fail(StatusCode.NOT_FOUND);
            MultiplexedStream stream = open(server, options(2).batching(b -> b.maxRecords(1)));
            long admitted = ingestUntilPoisoned(stream);
            assertThatThrownBy(stream::close).isInstanceOf(StreamPoisonedException.class);
            assertThat(stream.snapshot().ackedRequests()
                            + stream.unackedBatches().size())
                    .isEqualTo(admitted);
            assertThat(stream.unackedBatches()).isNotEmpty();
        }
    }

    private static long ingestUntilPoisoned(MultiplexedStream stream) {
        for (int admitted = 0; ; admitted++) {
            try {
                var unused = stream.ingest(record(admitted));
            } catch (StreamPoisonedException e) {
                return admitted;
            }
        }
    }

    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }
}
