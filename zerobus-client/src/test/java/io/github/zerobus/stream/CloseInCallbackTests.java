package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.open;
import static io.github.zerobus.stream.TestStreams.options;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.zerobus.DurableRange;
import io.github.zerobus.MessageId;
import io.github.zerobus.StreamClosedException;
import io.github.zerobus.StreamListener;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamState;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.StatusCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A listener may close its stream in any callback, and is notified of poison and close once. */
@Timeout(60)
class CloseInCallbackTests {

    private final EmbeddedZerobusServer server = EmbeddedZerobusServer.start();

    @AfterEach
    void stopServer() {
        server.close();
    }

    /** Closes the stream in the callback {@code trigger}, keeps the result, and records events in order. */
    private static final class Closer implements StreamListener {

        private final String trigger;
        private final CompletableFuture<MultiplexedStream> stream = new CompletableFuture<>();
        private final CompletableFuture<Optional<Throwable>> result = new CompletableFuture<>();
        private final List<String> events = new CopyOnWriteArrayList<>();

        Closer(String trigger) {
            this.trigger = trigger;
        }

        private void notified(String callback) {
            if (callback.equals(trigger)) {
                result.complete(
                        Optional.ofNullable(catchThrowable(() -> stream.join().close())));
            }
        }

        @Override
        public void onStateChange(StreamState state) {
            events.add(state.toString());
        }

        @Override
        public void onPoison(StreamPoisonedException poison) {
            events.add("poison of " + poison.subStream());
            notified("poison");
        }

        @Override
        public void onClose() {
            events.add("close");
        }

        @Override
        public void onDurable(DurableRange range) {
            notified("durable");
        }

        @Override
        public void onUnacked(MessageId id, ZerobusException cause) {
            events.add("unacked " + id);
            notified("unacked");
        }

        Optional<Throwable> result() throws Exception {
            return result.get(20, TimeUnit.SECONDS);
        }
    }

    private MultiplexedStream opened(Closer closer, int subStreams) {
        MultiplexedStream stream = open(server, options(subStreams), closer);
        closer.stream.complete(stream);
        return stream;
    }

    @Test
    void closeInOnDurableFlushesRemainingRecords() throws Exception {
        Closer closer = new Closer("durable");
        MultiplexedStream stream = opened(closer, 2);
        stream.ingest(record(1));
        assertThat(closer.result()).isEmpty();
        assertThat(stream.unackedBatches()).isEmpty();
        Awaitility.await().untilAsserted(() -> assertThat(closer.events).containsExactly("OPEN", "CLOSED", "close"));
    }

    @Test
    void closeInOnPoisonWaitsForDrainAndFailsWithPoison() throws Exception {
        Closer closer = new Closer("poison");
        MultiplexedStream stream = opened(closer, 2);
        server.table(TABLE).liveStreams().get(0).fail(StatusCode.NOT_FOUND);
        assertThat(closer.result()).containsInstanceOf(StreamPoisonedException.class);
        assertThat(stream.unackedBatches()).isEmpty();
        Awaitility.await()
                .untilAsserted(() -> assertThat(closer.events).hasSize(4).last().isEqualTo("close"));
        assertThat(closer.events)
                .startsWith("OPEN", "POISONED")
                .element(2)
                .asString()
                .startsWith("poison of ");
    }

    @Test
    void closeInOnUnackedFailsLikeFirstClose() throws Exception {
        server.onTable(TABLE).everyStream().neverAck();
        Closer closer = new Closer("unacked");
        MultiplexedStream stream = opened(closer, 1);
        MessageId id = stream.ingest(record(1));
        assertThatThrownBy(() -> stream.close(Duration.ofMillis(10))).isInstanceOf(StreamClosedException.class);
        assertThat(closer.result()).containsInstanceOf(StreamClosedException.class);
        assertThat(stream.unackedBatches()).extracting("id").containsExactly(id);
        Awaitility.await()
                .untilAsserted(() -> assertThat(closer.events)
                        .containsExactlyInAnyOrder("OPEN", "CLOSED", "unacked " + id, "close"));
    }

    @Test
    void poisonAndCloseAreNotifiedOnce() {
        Closer closer = new Closer("none");
        MultiplexedStream stream = opened(closer, 2);
        server.table(TABLE).liveStreams().forEach(physical -> physical.fail(StatusCode.NOT_FOUND));
        Awaitility.await().until(() -> closer.events.size() == 3);
        assertThat(closer.events)
                .as("a poisoned stream is not closed automatically")
                .doesNotContain("close");
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(stream::close).isInstanceOf(StreamPoisonedException.class);
        }
        assertThat(closer.events).hasSize(4).last().isEqualTo("close");
        assertThat(closer.events)
                .startsWith("OPEN", "POISONED")
                .element(2)
                .asString()
                .startsWith("poison of ");
    }
}
