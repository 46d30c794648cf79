package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.open;
import static io.github.zerobus.stream.TestStreams.options;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.ErrorKind;
import io.github.zerobus.GrpcCode;
import io.github.zerobus.StreamListener;
import io.github.zerobus.StreamState;
import io.github.zerobus.SubStreamSnapshot;
import io.github.zerobus.SubStreamState;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.StatusCode;
import java.time.Duration;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SnapshotTests {

    private final EmbeddedZerobusServer server = EmbeddedZerobusServer.start();

    @AfterEach
    void stopServer() {
        server.close();
    }

    private static SubStreamSnapshot first(MultiplexedStream stream) {
        return stream.snapshot().subStreams().get(0);
    }

    @Test
    void physicalStreamAgeIsPresentWhileStreamIsOpen() {
        MultiplexedStream stream = open(server, options(1));
        Duration young = Objects.requireNonNull(first(stream).physicalStreamAge());
        await().until(() -> first(stream).physicalStreamAge(), age -> age != null && age.compareTo(young) > 0);
        assertThat(first(stream).streamId()).isNotNull();
        assertThat(first(stream).lastFailure()).isNull();

        stream.close();

        assertThat(first(stream).physicalStreamAge()).isNull();
        assertThat(first(stream).streamId()).isNull();
    }

    @Test
    void lastFailureIsKeptAfterRecovery() {
        try (MultiplexedStream stream = open(server, options(1))) {
            String before = Objects.requireNonNull(first(stream).streamId());
            server.table(TABLE).liveStreams().get(0).fail(StatusCode.UNAVAILABLE);
            await().until(() -> first(stream).streamId(), id -> id != null && !id.equals(before));
            stream.await(stream.ingest(record("a")));

            assertThat(Objects.requireNonNull(first(stream).lastFailure()).grpcCode())
                    .contains(GrpcCode.UNAVAILABLE);
        }
    }

    @Test
    void terminalFailureIsLastFailure() {
        MultiplexedStream stream = open(server, options(1));
        server.table(TABLE).liveStreams().get(0).fail(StatusCode.NOT_FOUND);
        await().until(() -> first(stream).state() == SubStreamState.FAILED);

        assertThat(Objects.requireNonNull(first(stream).lastFailure()).kind()).isEqualTo(ErrorKind.NOT_FOUND);
        assertThatThrownBy(stream::close).hasMessageContaining("NOT_FOUND");
    }

    @Test
    void forStreamReturnsListenerPerStream() {
        Queue<String> events = new ConcurrentLinkedQueue<>();
        StreamListener several = new StreamListener() {

            @Override
            public StreamListener forStream(String name) {
                return new StreamListener() {

                    @Override
                    public void onStateChange(StreamState state) {
                        events.add(name + " " + state);
                    }
                };
            }
        };
        for (String name : new String[] {"a", "b"}) {
            try (MultiplexedStream stream = MultiplexedStream.builder()
                    .name(name)
                    .endpoint(server.endpoint())
                    .table(TABLE)
                    .options(options(1).build())
                    .listener(several)
                    .build()) {
                stream.open();
            }
        }

        assertThat(events).contains("a OPEN", "a CLOSED", "b OPEN", "b CLOSED");
    }
}
