package io.github.zerobus.stream;

import io.github.zerobus.Payload;
import io.github.zerobus.StreamListener;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.StreamOptionsBuilder;
import io.github.zerobus.embedded.EmbeddedTable;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Streams with short timeouts, for tests against an embedded server. */
public final class TestStreams {

    public static final String TABLE = "main.test.records";

    private TestStreams() {}

    public static StreamOptionsBuilder options(int subStreams) {
        return StreamOptions.builder()
                .subStreams(subStreams)
                .openJitter(Duration.ZERO)
                .flushTimeout(Duration.ofSeconds(20))
                .poisonDrainTimeout(Duration.ofSeconds(5))
                .recovery(r -> r.timeout(Duration.ofSeconds(5))
                        .backoff(Duration.ofMillis(20))
                        .maxBackoff(Duration.ofMillis(100)));
    }

    public static MultiplexedStream open(EmbeddedZerobusServer server, StreamOptionsBuilder options) {
        return open(server, options, builder -> {});
    }

    public static MultiplexedStream open(
            EmbeddedZerobusServer server, StreamOptionsBuilder options, StreamListener listener) {
        return open(server, options, builder -> builder.listener(listener));
    }

    public static MultiplexedStream open(
            EmbeddedZerobusServer server, StreamOptionsBuilder options, Consumer<MultiplexedStreamBuilder> change) {
        MultiplexedStreamBuilder builder = MultiplexedStream.builder()
                .endpoint(server.endpoint())
                .table(TABLE)
                .options(options.build());
        change.accept(builder);
        MultiplexedStream stream = builder.build(0);
        stream.open();
        return stream;
    }

    public static Payload record(Object key) {
        return Payload.json("{\"key\":\"" + key + "\"}");
    }

    /** Returns the keys of the durable rows, in the order in which they became durable. */
    public static List<String> keys(EmbeddedZerobusServer server) {
        EmbeddedTable table = server.table(TABLE);
        return table.rows().stream()
                .map(row -> row.text().substring(8, row.text().length() - 2))
                .collect(Collectors.toList());
    }
}
