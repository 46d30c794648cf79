package io.github.zerobus.test.example;

import static io.github.zerobus.embedded.assertj.ZerobusAssertions.assertThat;

import io.github.zerobus.Payload;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.junit.EmbeddedZerobusExtension;
import io.github.zerobus.stream.MultiplexedStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReadingsTests {

    @RegisterExtension
    final EmbeddedZerobusExtension zerobus =
            new EmbeddedZerobusExtension(EmbeddedZerobusServer.builder().ackDelay(Duration.ofMillis(1)));

    @Test
    void oneSubStreamKeepsTheOrder(EmbeddedZerobusServer server) {
        try (MultiplexedStream stream = MultiplexedStream.builder()
                .endpoint(server.endpoint())
                .table("main.iot.readings")
                .options(StreamOptions.builder().subStreams(1).build())
                .build()) {
            stream.ingest(Payload.json("{\"celsius\":21}"));
            stream.ingest(Payload.json("{\"celsius\":22}"));
        }

        assertThat(server.table("main.iot.readings"))
                .containsAtLeastOnce("{\"celsius\":21}", "{\"celsius\":22}")
                .inOrder();
    }
}
