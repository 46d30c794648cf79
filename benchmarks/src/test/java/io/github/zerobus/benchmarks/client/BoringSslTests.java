package io.github.zerobus.benchmarks.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.zerobus.Payload;
import io.github.zerobus.auth.HeadersProvider;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.template.ZerobusTemplate;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContext;
import java.security.cert.CertPathBuilderException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** This module has netty-tcnative on its class path, which gRPC then prefers to the JDK. */
@Timeout(60)
class BoringSslTests {

    private static final String TABLE = "main.iot.readings";
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("io.github.zerobus.channel");

    private final ListAppender<ILoggingEvent> logs = new ListAppender<>();

    @EnableAutoConfiguration
    static class Application {

        @Bean
        HeadersProvider headersProvider() {
            return table -> Map.of();
        }
    }

    @BeforeEach
    void capture() {
        LOGGER.setLevel(Level.INFO);
        capture(LOGGER);
    }

    private void capture(Logger logger) {
        logs.start();
        logger.addAppender(logs);
    }

    @AfterEach
    void restore() {
        LOGGER.detachAppender(logs);
        LOGGER.setLevel(null);
    }

    private List<String> messages() {
        return logs.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void channelsOfStreamUseBoringSsl() throws Exception {
        try (EmbeddedZerobusServer server =
                EmbeddedZerobusServer.builder().tls(true).start()) {
            SslContext trust = GrpcSslContexts.forClient()
                    .trustManager(server.certificate().orElseThrow())
                    .build();
            try (MultiplexedStream stream = MultiplexedStream.builder()
                    .endpoint(server.endpoint())
                    .table(TABLE)
                    .headersProvider(table -> Map.of())
                    .channelCustomizer((subStream, builder) -> ((NettyChannelBuilder) builder).sslContext(trust))
                    .build()) {
                stream.open();
                stream.await(stream.ingest(Payload.json("{\"celsius\":21}")));
            }
        }

        assertThat(messages())
                .singleElement()
                .asString()
                .matches("stream 'default': TLSv1.3 with \\S+ by netty-tcnative");
    }

    @Test
    void channelsOfBootUseBoringSsl() throws Exception {
        try (EmbeddedZerobusServer server =
                        EmbeddedZerobusServer.builder().tls(true).start();
                ConfigurableApplicationContext context = service(server)) {
            context.getBean(ZerobusTemplate.class).sendAndAwait(Map.of("celsius", 21), Duration.ofSeconds(10));
        }

        assertThat(messages())
                .singleElement()
                .asString()
                .matches("stream 'default': TLSv1.3 with \\S+ by netty-tcnative");
    }

    @Test
    void failedStartNamesReasonWhenCertificateIsUntrusted() {
        Logger reporter =
                (Logger) LoggerFactory.getLogger("org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter");
        try (EmbeddedZerobusServer server =
                EmbeddedZerobusServer.builder().tls(true).start()) {
            SpringApplicationBuilder service = new SpringApplicationBuilder(Application.class)
                    .web(WebApplicationType.NONE)
                    .initializers(context -> capture(reporter))
                    .properties(
                            "zerobus.endpoint=" + server.endpoint(),
                            "zerobus.table=" + TABLE,
                            "zerobus.stream.recovery.timeout=1s",
                            "zerobus.stream.startup-timeout=2s");

            assertThatThrownBy(service::run).hasRootCauseInstanceOf(CertPathBuilderException.class);
        } finally {
            reporter.detachAppender(logs);
        }
        assertThat(messages()).singleElement().asString().contains("PKIX path building failed", "zerobus.ssl.bundle");
    }

    private ConfigurableApplicationContext service(EmbeddedZerobusServer server) throws Exception {
        String certificate = Base64.getMimeEncoder()
                .encodeToString(server.certificate().orElseThrow().getEncoded());
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                // Boot resets the loggers before that.
                .initializers(context -> capture())
                .properties(Map.of(
                        "zerobus.endpoint",
                        server.endpoint(),
                        "zerobus.table",
                        TABLE,
                        "zerobus.ssl.bundle",
                        "test",
                        "spring.ssl.bundle.pem.test.truststore.certificate",
                        "-----BEGIN CERTIFICATE-----\n" + certificate + "\n-----END CERTIFICATE-----"))
                .run();
    }
}
