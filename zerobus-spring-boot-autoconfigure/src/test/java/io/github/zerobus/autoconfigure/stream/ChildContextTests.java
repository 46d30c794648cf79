package io.github.zerobus.autoconfigure.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.template.ZerobusTemplate;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A parent context has the connection and the channels, and each child has a stream of its own. */
@Timeout(60)
class ChildContextTests {

    @Test
    void endOfChildClosesItsConnections() {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            ContextRunners.full()
                    .withPropertyValues("zerobus.endpoint=" + server.endpoint(), "zerobus.stream.sub-streams=2")
                    .run(parent -> {
                        ContextRunners.full()
                                .withParent(parent)
                                .withPropertyValues(
                                        "zerobus.endpoint=" + server.endpoint(),
                                        "zerobus.stream.sub-streams=2",
                                        "zerobus.table=main.iot.readings")
                                .run(child -> {
                                    child.getBean(ZerobusTemplate.class)
                                            .sendAndAwait("{\"a\":1}", Duration.ofSeconds(10));
                                    assertThat(server.connectionsOpen()).isEqualTo(2);
                                });
                        await().untilAsserted(() ->
                                assertThat(server.connectionsOpen()).isZero());
                    });
        }
    }
}
