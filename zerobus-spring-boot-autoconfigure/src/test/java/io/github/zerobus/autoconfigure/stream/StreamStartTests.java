package io.github.zerobus.autoconfigure.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.StreamState;
import io.github.zerobus.auth.HeadersProvider;
import io.github.zerobus.autoconfigure.StartupMode;
import io.github.zerobus.autoconfigure.fixture.Analyses;
import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.stream.MultiplexedStream;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Starts of an application whose service is away, unknown or not trusted. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class StreamStartTests {

    private final Analyses analyses = new Analyses();

    private final ApplicationContextRunner runner = ContextRunners.minimal()
            .withInitializer(analyses)
            .withBean(HeadersProvider.class, () -> table -> Map.of())
            .withPropertyValues(
                    "zerobus.table=main.iot.readings",
                    "zerobus.stream.sub-streams=1",
                    "zerobus.stream.recovery.backoff=50ms",
                    "zerobus.stream.recovery.max-backoff=100ms",
                    "zerobus.stream.startup-timeout=500ms");

    private static int unusedPort() {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            return server.port();
        }
    }

    @Test
    void waitContinuesWithoutServiceAndStreamOpensLater(CapturedOutput output) {
        int port = unusedPort();
        runner.withPropertyValues("zerobus.endpoint=http://127.0.0.1:" + port).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(output).contains("is not open within startup-timeout, PT0.5S; the start continues");
            MultiplexedStream stream = context.getBean(MultiplexedStream.class);
            assertThat(stream.snapshot().state()).isEqualTo(StreamState.OPENING);
            try (EmbeddedZerobusServer server =
                    EmbeddedZerobusServer.builder().port(port).start()) {
                await().until(() -> stream.snapshot().state() == StreamState.OPEN);
                await().until(() -> output.toString().contains("is open with 1 sub-streams after"));
                assertThat(server.connectionsOpen()).isEqualTo(1);
            }
        });
    }

    @Test
    void requireFailsWithoutService() {
        runner.withPropertyValues("zerobus.endpoint=http://127.0.0.1:" + unusedPort(), "zerobus.stream.startup=require")
                .run(context ->
                        assertThat(analyses.of(context).getDescription()).contains("startup-timeout, PT0.5S"));
    }

    @Test
    void backgroundDoesNotWait() {
        runner.withPropertyValues(
                        "zerobus.endpoint=http://127.0.0.1:" + unusedPort(), "zerobus.stream.startup=background")
                .run(context -> assertThat(context.getBean(MultiplexedStream.class)
                                .snapshot()
                                .state())
                        .isEqualTo(StreamState.OPENING));
    }

    @Test
    void unknownHostFailsTheStartBeforeTheTimeout() {
        runner.withPropertyValues(
                        "zerobus.endpoint=https://1.zerobus.example.invalid", "zerobus.stream.startup-timeout=10m")
                .run(context -> {
                    FailureAnalysis analysis = analyses.of(context);
                    assertThat(analysis.getDescription()).contains("1.zerobus.example.invalid", "Origin: ");
                    assertThat(analysis.getAction()).contains("Check the host name in zerobus.endpoint");
                });
    }

    @Test
    void untrustedCertificateFailsTheStartBeforeTheTimeout() {
        try (EmbeddedZerobusServer server =
                EmbeddedZerobusServer.builder().tls(true).start()) {
            runner.withPropertyValues("zerobus.endpoint=" + server.endpoint(), "zerobus.stream.startup-timeout=10m")
                    .run(context -> {
                        FailureAnalysis analysis = analyses.of(context);
                        assertThat(analysis.getDescription()).contains("certification path");
                        assertThat(analysis.getAction()).contains("zerobus.ssl.bundle");
                    });
        }
    }

    @Test
    void waitEndsWhenTheApplicationStops() {
        try (MultiplexedStream stream = MultiplexedStream.builder()
                .endpoint("http://127.0.0.1:" + unusedPort())
                .table("main.iot.readings")
                .build()) {
            StreamStart start = StreamStart.of(stream, StartupMode.WAIT, Duration.ofMinutes(10));
            assertThatThrownBy(() -> start.await(() -> true))
                    .hasMessageContaining("stops while stream 'default' opens");
        }
    }
}
