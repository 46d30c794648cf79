package io.github.zerobus.conformance;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.zerobus.ErrorKind;
import io.github.zerobus.GrpcCode;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.StreamOptionsBuilder;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.auth.HeadersProvider;
import io.github.zerobus.auth.OAuthTokenProvider;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.StatusCode;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.stream.Simulation;
import io.github.zerobus.stream.TestStreams;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** OAuth: rejected tokens and their replacement. */
@Timeout(60)
class AuthorizationTests {

    private final Simulation simulation = new Simulation();
    private final CountingHeaders headers = new CountingHeaders();

    /** Returns a new token for each fetch: t1, t2, ... */
    private static final class CountingHeaders implements HeadersProvider {

        private int fetches;
        private int invalidations;

        @Override
        public Map<String, String> headers(String table) {
            fetches++;
            return Map.of("authorization", "Bearer t" + fetches);
        }

        @Override
        public void invalidate() {
            invalidations++;
        }
    }

    private static StreamOptionsBuilder retries(int retries) {
        return Simulation.options(1).recovery(r -> r.maxRetries(retries));
    }

    private MultiplexedStream stream(StreamOptionsBuilder options) {
        return simulation.stream(options, Simulation.headers(headers));
    }

    @Test
    @Conformance(37)
    void streamsShareTokenPerTable() {
        try (EmbeddedZerobusServer server =
                EmbeddedZerobusServer.builder().credentials("id", "secret").start()) {
            OAuthTokenProvider provider = OAuthTokenProvider.builder()
                    .workspaceUrl(server.workspaceUrl())
                    .workspaceId("w")
                    .clientId("id")
                    .clientSecret("secret")
                    .build();
            for (String table : new String[] {TABLE, TABLE, "main.test.other"}) {
                MultiplexedStream stream = MultiplexedStream.builder()
                        .endpoint(server.endpoint())
                        .table(table)
                        .options(TestStreams.options(1).build())
                        .tokenProvider(provider)
                        .build();
                stream.open();
                stream.close();
            }
            assertThat(server.oauth().requests()).isEqualTo(2);
        }
    }

    @Test
    @Conformance(42)
    void openIsRetriedWithNewHeadersWhenTokenIsRejected() {
        simulation.faults().everyStream().refuseTokens("t1"::equals);
        stream(retries(4)).open();
        assertThat(headers.fetches).isEqualTo(2);
        assertThat(headers.invalidations).isEqualTo(1);
    }

    @Test
    @Conformance(43)
    void openFailsWhenSecondTokenIsRejected() {
        simulation.faults().everyStream().refuseTokens(token -> true);
        assertThatThrownBy(() -> stream(retries(4)).open())
                .isInstanceOfSatisfying(StreamOpenException.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(ErrorKind.AUTHENTICATION);
                    assertThat(failure.isRetryable()).isFalse();
                });
        simulation.time.pass(Duration.ofSeconds(1));
        assertThat(headers.fetches).isEqualTo(2);
        assertThat(headers.invalidations).isEqualTo(2);
    }

    @Test
    @Conformance(44)
    void openFailsWhenTokenIsRejectedAndRetriesAreZero() {
        simulation.faults().everyStream().refuseTokens(token -> true);
        assertThatThrownBy(() -> stream(retries(0)).open()).isInstanceOf(StreamOpenException.class);
        simulation.time.pass(Duration.ofSeconds(1));
        assertThat(headers.fetches).isEqualTo(1);
        assertThat(headers.invalidations).isEqualTo(1);
    }

    @Test
    @Conformance(45)
    void authenticationRetrySharesRetryBudget() {
        simulation.faults().stream(0).refuse(StatusCode.UNAVAILABLE);
        simulation.faults().streamsFrom(1).refuseTokens(token -> true);
        assertThatThrownBy(() -> stream(retries(1)).open())
                .isInstanceOfSatisfying(
                        StreamOpenException.class,
                        failure -> assertThat(failure.attempts()).isEqualTo(2));
    }

    @Test
    @Conformance(46)
    void otherPermanentErrorIsNotRetriedAndDoesNotInvalidateToken() {
        simulation.faults().everyStream().refuse(StatusCode.NOT_FOUND);
        assertThatThrownBy(() -> stream(retries(4)).open()).isInstanceOf(StreamOpenException.class);
        simulation.time.pass(Duration.ofSeconds(1));
        assertThat(headers.fetches).isEqualTo(1);
        assertThat(headers.invalidations).isZero();
    }

    @Test
    @Conformance(47)
    void rejectionOnReconnectIsRetriedOnceWithNewHeaders() {
        simulation.faults().everyStream().refuseTokens("t2"::equals);
        MultiplexedStream stream = stream(retries(4));
        stream.open();
        simulation.newest().fail(StatusCode.UNAVAILABLE);
        stream.await(stream.ingest(record(1)));
        assertThat(headers.fetches).isEqualTo(3);
        assertThat(headers.invalidations).isEqualTo(1);
    }

    @Test
    @Conformance(47)
    void secondRejectionOnReconnectPoisonsStreamAndInvalidatesToken() {
        simulation.faults().everyStream().refuseTokens(token -> !token.equals("t1"));
        MultiplexedStream stream = stream(retries(4));
        stream.open();
        simulation.newest().fail(StatusCode.UNAVAILABLE);
        assertThatThrownBy(() -> stream.await(stream.ingest(record(1))))
                .isInstanceOfSatisfying(
                        StreamPoisonedException.class,
                        failure -> assertThat(failure.grpcCode()).contains(GrpcCode.UNAUTHENTICATED));
        simulation.time.pass(Duration.ofSeconds(1));
        assertThat(headers.fetches).isEqualTo(3);
        assertThat(headers.invalidations).isEqualTo(2);
    }

    @Test
    @Conformance(47)
    void rejectionMidStreamIsRetriedOnceWithNewHeaders() {
        simulation.faults().stream(0).afterMessages(1).fail(StatusCode.PERMISSION_DENIED);
        MultiplexedStream stream = stream(retries(4));
        stream.open();
        stream.await(stream.ingest(record(1)));
        assertThat(headers.fetches).isEqualTo(2);
        assertThat(headers.invalidations).isEqualTo(1);
    }

    @Test
    @Conformance(47)
    void secondRejectionMidStreamWithoutProgressPoisonsStream() {
        simulation.faults().everyStream().afterMessages(1).fail(StatusCode.PERMISSION_DENIED);
        MultiplexedStream stream = stream(retries(4));
        stream.open();
        assertThatThrownBy(() -> stream.await(stream.ingest(record(1))))
                .isInstanceOfSatisfying(
                        StreamPoisonedException.class,
                        failure -> assertThat(failure.grpcCode()).contains(GrpcCode.PERMISSION_DENIED));
        simulation.time.pass(Duration.ofSeconds(1));
        assertThat(headers.fetches).isEqualTo(2);
        assertThat(headers.invalidations).isEqualTo(2);
    }

    @Test
    void eachExpiredTokenIsReplacedWhenThereIsProgressInBetween() {
        simulation.faults().everyStream().afterAcks(1).fail(StatusCode.UNAUTHENTICATED);
        MultiplexedStream stream = stream(retries(0));
        stream.open();
        for (int i = 0; i < 10; i++) {
            stream.await(stream.ingest(record(i)));
            simulation.time.pass(Duration.ofMinutes(1));
        }
        assertThat(headers.fetches).isEqualTo(11);
        assertThat(headers.invalidations).isEqualTo(10);
    }

    @Test
    void rejectedTokenIsReplacedAtEachReconnectOfIdleStream() {
        // Every second token has expired, and the server ends each physical stream soon and without any progress.
        simulation.faults().everyStream().refuseTokens(token -> Integer.parseInt(token.substring(1)) % 2 == 0);
        simulation.faults().everyStream().after(Duration.ofSeconds(2)).fail(StatusCode.UNAVAILABLE);
        MultiplexedStream stream = stream(Simulation.options(1));
        stream.open();
        simulation.time.pass(Duration.ofHours(1));
        assertThat(stream.snapshot().state()).isEqualTo(io.github.zerobus.StreamState.OPEN);
        assertThat(headers.fetches).isGreaterThan(100);
    }

    private record BlockingInvalidate(CountDownLatch end) implements HeadersProvider {

        @Override
        public Map<String, String> headers(String table) {
            return Map.of("authorization", "Bearer t");
        }

        @Override
        public void invalidate() {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    @Conformance(48)
    void openFailsWithRejectionWhenInvalidateBlocks() {
        CountDownLatch never = new CountDownLatch(1);
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            server.onTable(TABLE).everyStream().refuseTokens(token -> true);
            MultiplexedStream stream = MultiplexedStream.builder()
                    .endpoint(server.endpoint())
                    .table(TABLE)
                    .options(TestStreams.options(1)
                            .recovery(r -> r.timeout(Duration.ofSeconds(2))
                                    .backoff(Duration.ofMillis(1))
                                    .maxBackoff(Duration.ofMillis(1)))
                            .build())
                    .headersProvider(new BlockingInvalidate(never))
                    .build();
            assertThatThrownBy(stream::open).isInstanceOfSatisfying(StreamOpenException.class, failure -> {
                assertThat(failure.grpcCode()).contains(GrpcCode.UNAUTHENTICATED);
                assertThat(failure.attempts()).isGreaterThan(1);
            });
        } finally {
            never.countDown();
        }
    }

    @Test
    @Conformance(49)
    void logsAndExceptionsContainNoSecrets() {
        try (CapturedLogs logs = new CapturedLogs()) {
            simulation.faults().streamsFrom(1).refuseTokens(token -> true);
            MultiplexedStream stream =
                    simulation.stream(retries(4), Simulation.headers(t -> Map.of("authorization", "Bearer sesame")));
            stream.open();
            stream.ingest(io.github.zerobus.Payload.json("{\"card\":\"4711\"}"));
            simulation.newest().fail(StatusCode.UNAVAILABLE, "try again, but not with sesame");
            simulation.time.pass(Duration.ofMillis(1));
            assertThat(stream.snapshot().subStreams().get(0).lastFailure())
                    .hasMessageContaining("try again")
                    .hasMessageNotContaining("sesame");
            simulation.time.pass(Duration.ofMinutes(1));
            Throwable failure = catchThrowable(stream::close);
            assertThat(failure).isInstanceOf(StreamPoisonedException.class);
            assertThat(org.assertj.core.util.Throwables.getStackTrace(failure)
                            + stream.snapshot()
                            + stream.options()
                            + stream.unackedRecords())
                    .doesNotContain("sesame")
                    .doesNotContain("4711");
            assertThat(logs.messages())
                    .isNotEmpty()
                    .noneMatch(message -> message.contains("sesame") || message.contains("4711"));
        }
    }
}
