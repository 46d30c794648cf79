package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.open;
import static io.github.zerobus.stream.TestStreams.options;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.MessageId;
import io.github.zerobus.SendResult;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.StatusCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What callers catch who wait when a stream is poisoned. */
@Timeout(60)
class EndedWaitsTests {

    private final EmbeddedZerobusServer server = EmbeddedZerobusServer.start();
    private final List<StreamPoisonedException> caught = new CopyOnWriteArrayList<>();

    @AfterEach
    void stopServer() {
        server.close();
    }

    private Thread caller(Runnable call) {
        Thread thread = new Thread(() -> caught.add(catchThrowableOfType(StreamPoisonedException.class, call::run)));
        thread.start();
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return thread;
    }

    private MultiplexedStream neverAcking(int requests) {
        server.onTable(TABLE).everyStream().neverAck();
        return open(server, options(1).maxInflightRequests(requests));
    }

    private void poison() {
        server.table(TABLE).liveStreams().get(0).fail(StatusCode.INVALID_ARGUMENT);
    }

    @Test
    void eachWaitingCallerCatchesExceptionOfItsOwnWithItsOwnFrames() throws Exception {
        MultiplexedStream stream = neverAcking(1);
        MessageId id = stream.ingest(record(0));
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            callers.add(caller(() -> stream.await(id)));
        }
        for (int i = 0; i < 2; i++) {
            callers.add(caller(() -> stream.ingest(record(1))));
        }

        poison();
        for (Thread one : callers) {
            one.join();
        }

        assertThat(caught).hasSize(5).doesNotContainNull().doesNotHaveDuplicates();
        assertThat(caught)
                .allSatisfy(failure -> assertThat(failure.getStackTrace())
                        .anySatisfy(frame -> assertThat(frame.getClassName()).isEqualTo(Thread.class.getName()))
                        .anySatisfy(frame ->
                                assertThat(frame.getClassName()).isEqualTo(MultiplexedStream.class.getName())));
        assertThat(caught)
                .extracting(StreamPoisonedException::firstCause)
                .containsOnly(caught.get(0).firstCause());
        assertThat(catchThrowableOfType(StreamPoisonedException.class, stream::close))
                .isNotNull();
    }

    @Test
    void futuresOfOneSubStreamShareTheirException() {
        MultiplexedStream stream = neverAcking(10);
        List<CompletableFuture<SendResult>> futures = IntStream.range(0, 3)
                .mapToObj(i -> stream.ingestAsync(record(i)))
                .toList();

        poison();
        await().until(() -> futures.stream().allMatch(CompletableFuture::isDone));

        assertThat(futures.stream()
                        .map(future ->
                                future.handle((result, failure) -> failure).join())
                        .distinct())
                .singleElement()
                .isInstanceOf(StreamPoisonedException.class);
        assertThat(catchThrowableOfType(StreamPoisonedException.class, stream::close))
                .isNotNull();
    }
}
