package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.open;
import static io.github.zerobus.stream.TestStreams.options;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.zerobus.MessageId;
import io.github.zerobus.SendOptions;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Threads that Reactor marks as non-blocking, such as the event loops of Reactor Netty. */
@Timeout(60)
class NonBlockingThreadTests {

    private final EmbeddedZerobusServer server = EmbeddedZerobusServer.start();
    private final Scheduler nonBlocking = Schedulers.newParallel("non-blocking", 1);
    private final Scheduler blocking = Schedulers.newBoundedElastic(1, 10, "blocking");

    @AfterEach
    void stop() {
        nonBlocking.dispose();
        blocking.dispose();
        server.close();
    }

    private static <T> T on(Scheduler scheduler, Callable<T> call) throws Exception {
        FutureTask<T> task = new FutureTask<>(call);
        var unused = scheduler.schedule(task);
        return task.get(20, TimeUnit.SECONDS);
    }

    @Test
    void blockingCallsFailWithoutAdmissionOnNonBlockingThread() throws Exception {
        server.onTable(TABLE).everyStream().neverAck();
        MultiplexedStream stream = open(server, options(1).maxInflightRequests(2));
        MessageId id = on(nonBlocking, () -> stream.ingest(record(0)));
        List<Runnable> calls = List.of(
                () -> stream.await(id),
                stream::flush,
                () -> stream.ingestAndAwait(record(1), SendOptions.none()),
                () -> {
                    stream.ingest(record("fits"));
                    stream.ingest(record("waits for capacity"));
                });

        for (Runnable call : calls) {
            assertThat(on(nonBlocking, () -> catchThrowable(call::run)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("would block a thread that must not block: non-blocking-1")
                    .hasMessageContaining("ingestAsync");
        }

        assertThat(stream.snapshot().ingestedRecords()).isEqualTo(2);
        server.table(TABLE).liveStreams().get(0).releaseAcks();
        stream.close();
    }

    @Test
    void blockingCallsSucceedOnBoundedElasticThread() throws Exception {
        try (MultiplexedStream stream = open(server, options(1))) {
            SendOptions tenSeconds = SendOptions.timeLimit(Duration.ofSeconds(10));
            assertThat(on(blocking, () -> stream.ingestAndAwait(record(0), tenSeconds)))
                    .isNotNull();
        }
    }
}
