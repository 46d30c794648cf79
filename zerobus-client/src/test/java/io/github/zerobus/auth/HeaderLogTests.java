package io.github.zerobus.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.github.zerobus.ProxyRules;
import io.github.zerobus.TableName;
import io.github.zerobus.conformance.Conformance;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** What all libraries together log of a token request, with every logger at its lowest level. */
@Timeout(60)
class HeaderLogTests {

    private static final String SECRET = "s3cret-value";
    private static final String PAIR =
            Base64.getEncoder().encodeToString(("my-id:" + SECRET).getBytes(StandardCharsets.UTF_8));
    private static final String ISSUED = "issued-token-1";
    private static final String OK = "HTTP/1.1 200 OK\r\nSet-Cookie: " + ISSUED + "\r\nContent-Length: 51\r\n\r\n"
            + "{\"access_token\":\"" + ISSUED + "\",\"expires_in\":3600}";

    private final Queue<String> logged = new ConcurrentLinkedQueue<>();
    private final Logger jdk = Logger.getLogger("");
    private final Level jdkLevel = jdk.getLevel();
    private final ch.qos.logback.classic.Logger slf4j =
            ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ch.qos.logback.classic.Level slf4jLevel = slf4j.getLevel();

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            logged.add(entry.getLoggerName() + " " + entry.getMessage() + Arrays.toString(entry.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            logged.add(event.getLoggerName() + " " + event.getFormattedMessage());
        }
    };

    @BeforeEach
    void capture() {
        handler.setLevel(Level.ALL);
        jdk.addHandler(handler);
        jdk.setLevel(Level.ALL);
        appender.setContext(slf4j.getLoggerContext());
        appender.start();
        slf4j.addAppender(appender);
        slf4j.setLevel(ch.qos.logback.classic.Level.TRACE);
    }

    @AfterEach
    void reset() {
        jdk.removeHandler(handler);
        jdk.setLevel(jdkLevel);
        slf4j.detachAppender(appender);
        slf4j.setLevel(slf4jLevel);
    }

    private static TokenResponse send(String workspace, ProxyRules proxies) {
        TokenRequest request = new TokenRequest(
                URI.create(workspace),
                "w",
                () -> Grant.clientCredentials("my-id", SECRET),
                new HttpClient(proxies, SSLContext::getDefault, Duration.ofSeconds(10)),
                new RetryAfter(TokenClock.system()));
        return request.send(TableName.parse("main.iot.readings"));
    }

    private void assertNothingSecretLogged() {
        assertThat(logged).anyMatch(text -> text.startsWith("io.netty."));
        assertThat(logged)
                .noneMatch(text -> text.contains(SECRET)
                        || text.contains(PAIR)
                        || text.contains(ISSUED)
                        || text.contains("hidden")
                        || text.toLowerCase(java.util.Locale.ROOT).contains("authorization"));
    }

    @Test
    @Conformance(49)
    void headersAndTokensAreNotLoggedAtLowestLevel() throws IOException {
        try (DrippingServer server = new DrippingServer()) {
            // The further responses reach the end of the pipeline, if anything does.
            server.answer(OK + OK, OK);

            TokenResponse response = send("http://127.0.0.1:" + server.port(), ProxyRules.direct());

            assertThat(response.token().value()).isEqualTo(ISSUED);
        }
        assertNothingSecretLogged();
    }

    @Test
    void messageDoesNotRepeatWhatIsNotTls() throws IOException {
        try (DrippingServer server = new DrippingServer()) {
            server.answer(OK, OK);

            assertThatThrownBy(() -> send("https://127.0.0.1:" + server.port(), ProxyRules.direct()))
                    .hasMessageContaining("SSLException: the response is not TLS")
                    .hasMessageNotContaining("48545450");
        }
    }

    @Test
    @Conformance(49)
    void credentialsAreNotLoggedWhenProxyEchoesThem() throws IOException {
        String echoed = Base64.getEncoder().encodeToString("me:hidden-word".getBytes(StandardCharsets.UTF_8));
        try (DrippingServer proxy = new DrippingServer()) {
            // What follows is not TLS, which is another failure.
            proxy.answer(
                    "HTTP/1.1 407 Basic " + echoed + " hidden-word\r\nX-Echo: hidden-word\r\nContent-Length: 0\r\n\r\n"
                            + OK,
                    OK);

            Throwable failure = catchThrowable(() -> send(
                    "https://workspace.example.com",
                    ProxyRules.of("http://me:hidden-word@127.0.0.1:" + proxy.port(), List.of())));

            assertThat(failure).hasMessageContaining("status: 407").hasMessageContaining("proxy at 127.0.0.1");
            assertThat(org.assertj.core.util.Throwables.getStackTrace(failure)).doesNotContain("hidden-word", echoed);
        }
        assertNothingSecretLogged();
    }
}
