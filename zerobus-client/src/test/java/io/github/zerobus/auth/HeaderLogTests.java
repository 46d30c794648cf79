package io.github.zerobus.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.embedded.EmbeddedZerobusServer;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The JDK's own log of HTTP headers. */
@Timeout(60)
class HeaderLogTests {

    private static final String SECRET = "s3cret-value";

    @Test
    void headersOfRequestAreNotLoggedWhenRootIsAtFinest() {
        Queue<String> logged = new ConcurrentLinkedQueue<>();
        Logger root = Logger.getLogger("");
        Level before = root.getLevel();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry.getLoggerName() + " " + entry.getMessage() + Arrays.toString(entry.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.ALL);
        root.addHandler(handler);
        root.setLevel(Level.ALL);
        try (EmbeddedZerobusServer server =
                EmbeddedZerobusServer.builder().credentials("my-id", SECRET).start()) {
            OAuthTokenProvider provider = OAuthTokenProvider.builder()
                    .workspaceUrl(server.workspaceUrl())
                    .workspaceId("w")
                    .clientId("my-id")
                    .clientSecret(SECRET)
                    .build();
            assertThat(provider.token("main.iot.readings").value()).isNotBlank();
        } finally {
            root.setLevel(before);
            root.removeHandler(handler);
        }

        assertThat(logged).noneMatch(text -> text.contains("Basic ") || text.contains(SECRET));
    }
}
