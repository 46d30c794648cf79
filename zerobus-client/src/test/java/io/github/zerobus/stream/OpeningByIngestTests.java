package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.options;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.ErrorKind;
import io.github.zerobus.StreamClosedException;
import io.github.zerobus.StreamInterruptedException;
import io.github.zerobus.StreamOptionsBuilder;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamState;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.StatusCode;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Records that come before the stream is open. */
@Timeout(60)
class OpeningByIngestTests {

    private final EmbeddedZerobusServer server = EmbeddedZerobusServer.start();

    @AfterEach
    void stopServer() {
        server.close();
    }

    private MultiplexedStream slowToOpen(StreamOptionsBuilder options) {
        server.onTable(TABLE).everyStream().createAfter(Duration.ofSeconds(1));
        return MultiplexedStream.builder()
                .endpoint(server.endpoint())
                .table(TABLE)
                .options(options.build())
                .build();
    }

    @Test
    void interruptOfOneIngestClosesTheStreamForNobody() throws Exception {
        try (MultiplexedStream stream = slowToOpen(options(1))) {
            AtomicReference<RuntimeException> seen = new AtomicReference<>();
            Thread first = new Thread(() -> {
                try {
                    stream.ingest(record("first"));
                } catch (RuntimeException e) {
                    seen.set(e);
                }
            });
            first.start();
            await().until(() -> first.getState() == Thread.State.TIMED_WAITING);
            first.interrupt();
            first.join();
            assertThat(seen.get()).isInstanceOf(StreamInterruptedException.class);

            stream.await(stream.ingest(record("second")));
            assertThat(TestStreams.keys(server)).containsExactly("second");
        }
    }

    @Test
    void ingestWaitsForTheOpeningNoLongerThanMaxBlock() {
        try (MultiplexedStream stream = slowToOpen(options(1).maxBlock(Duration.ofMillis(50)))) {
            assertThatThrownBy(() -> stream.ingest(record(1)))
                    .isInstanceOfSatisfying(ZerobusException.class, failure -> {
                        assertThat(failure.kind()).isEqualTo(ErrorKind.TIMEOUT);
                        assertThat(failure.isRetryable()).isTrue();
                    })
                    .hasMessageContainingAll("'default'", TABLE, "PT0.05S", "max-block", "Nothing was admitted");
            stream.open();
            stream.await(stream.ingest(record(2)));
        }
    }

    @Test
    void tryIngestDoesNotWaitForTheOpening() {
        try (MultiplexedStream stream = slowToOpen(options(1))) {
            assertThat(stream.tryIngest(record(1))).isEmpty();
            stream.open();
            assertThat(stream.tryIngest(record(2))).isPresent();
        }
    }

    @Test
    void actionsBehindTheOpeningRunAsCallbacksDo() throws Exception {
        MultiplexedStream stream = slowToOpen(options(2));
        AtomicReference<String> thread = new AtomicReference<>();
        stream.openAsync()
                .thenRun(() -> thread.set(Thread.currentThread().getName()))
                .thenRun(stream::close)
                .get(20, TimeUnit.SECONDS);
        assertThat(thread.get()).contains("worker");
        assertThatThrownBy(stream::open).isInstanceOf(StreamClosedException.class);
    }

    @Test
    void openOfAPoisonedStreamTellsThePoison() {
        MultiplexedStream stream = slowToOpen(options(1));
        stream.open();
        server.table(TABLE).liveStreams().get(0).fail(StatusCode.NOT_FOUND);
        await().until(() -> stream.snapshot().state() == StreamState.POISONED);
        assertThatThrownBy(stream::open).isInstanceOf(StreamPoisonedException.class);
        assertThatThrownBy(stream::close).isInstanceOf(StreamPoisonedException.class);
    }
}
