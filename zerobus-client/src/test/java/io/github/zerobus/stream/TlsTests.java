package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.options;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContext;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(60)
class TlsTests {

    private static MultiplexedStreamBuilder builder(String endpoint, int subStreams) {
        return MultiplexedStream.builder()
                .endpoint(endpoint)
                .table(TABLE)
                .options(options(subStreams)
                        .startupTimeout(Duration.ofSeconds(2))
                        .build())
                .headersProvider(table -> Map.of());
    }

    @Test
    void eachSubStreamUsesTlsConnection() throws Exception {
        try (EmbeddedZerobusServer server =
                EmbeddedZerobusServer.builder().tls(true).start()) {
            SslContext trust = GrpcSslContexts.forClient()
                    .trustManager(server.certificate().orElseThrow())
                    .build();
            try (MultiplexedStream stream = builder(server.endpoint(), 3)
                    .channelCustomizer((index, channel) -> ((NettyChannelBuilder) channel).sslContext(trust))
                    .build()) {
                stream.open();
                for (int i = 0; i < 30; i++) {
                    stream.ingest(record(i));
                }
                assertThat(stream.flush().complete()).isTrue();
                assertThat(server.connectionsAccepted()).isEqualTo(3);
            }
            assertThat(server.table(TABLE).durableRecords()).isEqualTo(30);
        }
    }

    @Test
    void providerOfTlsIsLoggedOnce() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger("io.github.zerobus.channel");
        ListAppender<ILoggingEvent> logs = new ListAppender<>();
        logs.start();
        logger.addAppender(logs);
        logger.setLevel(Level.INFO);
        try {
            eachSubStreamUsesTlsConnection();
        } finally {
            logger.setLevel(null);
            logger.detachAppender(logs);
        }
        assertThat(logs.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .singleElement()
                .asString()
                .matches("stream 'default': TLSv1.3 with TLS_\\w+ by the JDK");
    }

    @Test
    void openFailsWhenCertificateIsUntrusted() {
        try (EmbeddedZerobusServer server =
                EmbeddedZerobusServer.builder().tls(true).start()) {
            assertThatThrownBy(() -> builder(server.endpoint(), 1).build().open())
                    .isInstanceOf(StreamOpenException.class);
            assertThat(server.table(TABLE).streams()).isEmpty();
        }
    }

    @Test
    void openFailsWhenServerOfHttpsEndpointIsPlaintext() {
        try (EmbeddedZerobusServer plaintext = EmbeddedZerobusServer.start()) {
            assertThatThrownBy(() -> builder("https://127.0.0.1:" + plaintext.port(), 1)
                            .build()
                            .open())
                    .isInstanceOf(StreamOpenException.class);
            assertThat(plaintext.table(TABLE).streams()).isEmpty();
        }
    }
}
