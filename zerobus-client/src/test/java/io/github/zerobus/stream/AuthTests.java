package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.options;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.ErrorKind;
import io.github.zerobus.InvalidOptionException;
import io.github.zerobus.MessageId;
import io.github.zerobus.Startup;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.auth.HeadersProvider;
import io.github.zerobus.auth.OAuthTokenProvider;
import io.github.zerobus.conformance.Conformance;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.ObservedStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AuthTests {

    private final EmbeddedZerobusServer server =
            EmbeddedZerobusServer.builder().credentials("my-id", "my-secret").start();

    @AfterEach
    void stopServer() {
        server.close();
    }

    private MultiplexedStream stream(int subStreams, String secret) {
        return MultiplexedStream.builder()
                .endpoint(server.endpoint())
                .table(TABLE)
                .options(options(subStreams).build())
                .tokenProvider(OAuthTokenProvider.builder()
                        .workspaceUrl(server.workspaceUrl())
                        .workspaceId("w")
                        .clientId("my-id")
                        .clientSecret(secret)
                        .build())
                .build();
    }

    /** Counts calls and returns a token that is not valid. */
    private static final class CountingHeaders implements HeadersProvider {

        final AtomicInteger fetches = new AtomicInteger();
        final AtomicInteger invalidations = new AtomicInteger();

        @Override
        public Map<String, String> headers(String table) {
            fetches.incrementAndGet();
            return Map.of("Authorization", "Bearer invalid", "X-Trace", "t1", "user-agent", "mine", "te", "x");
        }

        @Override
        public void invalidate() {
            invalidations.incrementAndGet();
        }
    }

    private MultiplexedStream stream(EmbeddedZerobusServer at, HeadersProvider headers) {
        return MultiplexedStream.builder()
                .endpoint(at.endpoint())
                .table(TABLE)
                .options(options(1).build())
                .headersProvider(headers)
                .build();
    }

    @Conformance(38)
    @Test
    void subStreamsShareOneToken() {
        try (MultiplexedStream stream = stream(8, "my-secret")) {
            stream.open();
            stream.await(stream.ingest(record("a")));
        }
        assertThat(server.oauth().requests()).isEqualTo(1);
        assertThat(server.table(TABLE).streams())
                .hasSize(8)
                .allMatch(stream -> stream.header("authorization").orElse("").startsWith("Bearer "))
                .allMatch(stream -> stream.header("x-databricks-zerobus-table-name")
                        .orElse("")
                        .equals(TABLE))
                .allMatch(stream -> stream.header("user-agent").orElse("").startsWith("zerobus-spring/"));
    }

    @Test
    void openFailsWhenSecretIsWrong() {
        assertThatThrownBy(() -> stream(2, "wrong").open())
                .isInstanceOfSatisfying(StreamOpenException.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(ErrorKind.AUTHENTICATION);
                    assertThat(failure).hasMessageNotContaining("wrong");
                });
    }

    @Test
    void openFetchesNewTokenWhenCachedTokenIsRevoked() {
        OAuthTokenProvider provider = OAuthTokenProvider.builder()
                .workspaceUrl(server.workspaceUrl())
                .workspaceId("w")
                .clientId("my-id")
                .clientSecret("my-secret")
                .build();
        provider.token(TABLE);
        server.oauth().revokeTokens();
        try (MultiplexedStream stream = MultiplexedStream.builder()
                .endpoint(server.endpoint())
                .table(TABLE)
                .options(options(1).build())
                .tokenProvider(provider)
                .build()) {
            stream.open();
            stream.await(stream.ingest(record("a")));
        }
        assertThat(server.oauth().requests()).isEqualTo(2);
    }

    @Test
    void revokedTokenIsReplacedOnceForAllSubStreamsThatReconnect() {
        try (MultiplexedStream stream = stream(4, "my-secret")) {
            stream.open();
            server.oauth().revokeTokens();
            server.table(TABLE).liveStreams().forEach(ObservedStream::dropConnection);
            for (int i = 0; i < 8; i++) {
                stream.ingest(record(i));
            }
            assertThat(stream.flush().complete()).isTrue();
        }
        assertThat(server.oauth().requests()).isEqualTo(2);
        assertThat(server.table(TABLE).durableRecords()).isEqualTo(8);
    }

    @Test
    void providerHeadersAreSentExceptReservedHeaders() {
        try (EmbeddedZerobusServer open = EmbeddedZerobusServer.start();
                MultiplexedStream stream = stream(open, new CountingHeaders())) {
            stream.open();
            ObservedStream observed = open.table(TABLE).streams().get(0);
            assertThat(observed.header("x-trace")).contains("t1");
            assertThat(observed.header("authorization")).contains("Bearer invalid");
            assertThat(observed.header("user-agent").orElse("")).startsWith("zerobus-spring/");
        }
    }

    @Test
    void openFailsWhenProviderBlocksLongerThanAttemptTimeout() {
        CountDownLatch never = new CountDownLatch(1);
        HeadersProvider blocking = table -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Map.of();
        };
        MultiplexedStream stream = MultiplexedStream.builder()
                .endpoint(server.endpoint())
                .table(TABLE)
                .options(options(1)
                        .recovery(r -> r.timeout(Duration.ofMillis(100))
                                .backoff(Duration.ofMillis(1))
                                .maxBackoff(Duration.ofMillis(1))
                                .maxRetries(1))
                        .build())
                .headersProvider(blocking)
                .build();

        assertThatThrownBy(stream::open)
                .isInstanceOf(StreamOpenException.class)
                .hasMessageContaining("recovery.timeout");
        never.countDown();
    }

    @Test
    void providerThatIgnoresInterruptsGetsOneThreadForEachSubStream() {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        HeadersProvider hanging = table -> {
            calls.incrementAndGet();
            Uninterruptibles.await(end);
            return Map.of();
        };
        try (EmbeddedZerobusServer open = EmbeddedZerobusServer.start();
                MultiplexedStream stream = MultiplexedStream.builder()
                        .endpoint(open.endpoint())
                        .table(TABLE)
                        .options(options(2)
                                .startup(Startup.BACKGROUND)
                                .recovery(r -> r.timeout(Duration.ofMillis(200))
                                        .backoff(Duration.ofMillis(1))
                                        .maxBackoff(Duration.ofMillis(1)))
                                .build())
                        .headersProvider(hanging)
                        .build()) {
            MessageId id = stream.ingest(record("a"));
            await().until(() ->
                    stream.snapshot().subStreams().stream().allMatch(subStream -> subStream.lastFailure() != null));
            assertThat(stream.snapshot().subStreams().get(0).lastFailure())
                    .hasMessageContaining("the headers provider did not return");
            await().during(Duration.ofSeconds(1)).until(() -> calls.get() == 2);
            end.countDown();
            stream.await(id);
        }
    }

    private static final class Uninterruptibles {

        static void await(CountDownLatch latch) {
            boolean done = false;
            while (!done) {
                try {
                    latch.await();
                    done = true;
                } catch (InterruptedException e) {
                    // Continues, as a provider that does not expect it.
                }
            }
        }
    }

    @Test
    void buildFailsWhenHttpsEndpointHasNoCredentials() {
        assertThatThrownBy(() -> MultiplexedStream.builder()
                        .endpoint("https://w.example.com")
                        .table(TABLE)
                        .build())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("token provider");
    }
}
