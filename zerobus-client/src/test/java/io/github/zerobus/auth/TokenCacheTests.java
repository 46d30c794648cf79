package io.github.zerobus.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.StreamInterruptedException;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.conformance.CapturedLogs;
import io.github.zerobus.conformance.Conformance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The cache with a source of tokens and clocks that the test controls. */
@Timeout(60)
class TokenCacheTests {

    private static final Duration LIMIT = Duration.ofSeconds(11);

    private long nanos;
    private Instant wall = Instant.parse("2026-01-01T00:00:00Z");
    private final TokenCounts counts = new TokenCounts();
    private final Source source = new Source();
    private final TokenCache cache = cache(TokenCacheTests::inDaemon, LIMIT);

    private TokenCache cache(Executor threads, Duration limit) {
        TokenClock clock = new TokenClock(() -> nanos, () -> wall);
        return new TokenCache(source, Duration.ofMinutes(5), clock, counts, threads, limit);
    }

    private static void inDaemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }

    /** Answers each request by the next future, in its own thread. */
    private static final class Source implements TokenSource {

        private final Queue<CompletableFuture<TokenResponse>> requests = new ConcurrentLinkedQueue<>();
        private final Queue<CompletableFuture<TokenResponse>> prepared = new ConcurrentLinkedQueue<>();
        private volatile Optional<ZerobusException> refusal = Optional.empty();

        void answer(String token) {
            prepared.add(CompletableFuture.completedFuture(response(token)));
        }

        CompletableFuture<TokenResponse> hang() {
            CompletableFuture<TokenResponse> open = new CompletableFuture<>();
            prepared.add(open);
            return open;
        }

        static TokenResponse response(String token) {
            return new TokenResponse(new Token(token), Duration.ofHours(1));
        }

        @Override
        public Optional<ZerobusException> refusal() {
            return refusal;
        }

        @Override
        public TokenResponse request() {
            CompletableFuture<TokenResponse> next = prepared.remove();
            requests.add(next);
            return next.join();
        }
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
        wall = wall.plus(time);
    }

    @Test
    @Conformance(39)
    void cachedTokenIsReturnedWhileRefreshHangs() {
        source.answer("t1");
        cache.token();
        CompletableFuture<TokenResponse> refresh = source.hang();
        pass(Duration.ofMinutes(56));

        assertThat(cache.token().value()).isEqualTo("t1");
        assertThat(cache.token().value()).isEqualTo("t1");
        await().until(() -> source.requests.size() == 2);

        refresh.complete(Source.response("t2"));
        await().untilAsserted(() -> assertThat(cache.token().value()).isEqualTo("t2"));
        assertThat(source.requests).hasSize(2);
    }

    @Test
    void hangingRefreshIsReplacedWhenItsTimeIsOver() {
        source.answer("t1");
        cache.token();
        CompletableFuture<TokenResponse> lost = source.hang();
        pass(Duration.ofMinutes(56));
        cache.token();
        await().until(() -> source.requests.size() == 2);

        source.answer("t3");
        pass(LIMIT.plusSeconds(1));
        cache.token();
        await().untilAsserted(() -> assertThat(cache.token().value()).isEqualTo("t3"));

        lost.completeExceptionally(new IllegalStateException("late"));
        await().until(() -> counts.snapshot().refreshFailures() == 1);
        assertThat(cache.token().value()).isEqualTo("t3");
    }

    @Test
    void waitIsBoundedWhenRequestDoesNotEnd() {
        source.prepared.add(new CompletableFuture<>());

        assertThatThrownBy(() ->
                        cache(TokenCacheTests::inDaemon, Duration.ofMillis(50)).token())
                .isInstanceOfSatisfying(
                        ZerobusException.class,
                        failure -> assertThat(failure.isRetryable()).isTrue())
                .hasMessageContaining("PT0.05S");
    }

    @Test
    void requestsThatHangAreNotReplacedWithoutLimit() {
        TokenCache impatient = cache(TokenCacheTests::inDaemon, Duration.ofMillis(20));
        for (int i = 0; i < 6; i++) {
            source.prepared.add(new CompletableFuture<>());
            assertThatThrownBy(impatient::token).isInstanceOf(ZerobusException.class);
            pass(Duration.ofSeconds(1));
        }

        await().until(() -> source.requests.size() == 3);
        source.requests.forEach(request -> request.complete(Source.response("t1")));
        await().untilAsserted(() -> assertThat(impatient.token().value()).isEqualTo("t1"));
    }

    @Test
    void waitIsInterruptibleAndKeepsFlag() throws Exception {
        CompletableFuture<TokenResponse> request = source.hang();
        List<Object> seen = new CopyOnWriteArrayList<>();
        Thread caller = new Thread(() -> {
            try {
                seen.add(cache.token());
            } catch (StreamInterruptedException e) {
                seen.add(Thread.currentThread().isInterrupted());
            }
        });
        caller.start();
        await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
        caller.interrupt();
        caller.join();

        assertThat(seen).containsExactly(true);
        request.complete(Source.response("t1"));
        assertThat(cache.token().value()).isEqualTo("t1");
        assertThat(source.requests).hasSize(1);
    }

    @Test
    void tokenExpiresByWallClockWhenMachineSlept() {
        source.answer("t1");
        cache.token();
        source.answer("t2");

        // The monotonic clock stands still meanwhile.
        wall = wall.plus(Duration.ofHours(2));

        assertThat(cache.token().value()).isEqualTo("t2");
    }

    @Test
    void tokenExpiresByMonotonicClockWhenWallClockIsSetBack() {
        source.answer("t1");
        cache.token();
        wall = wall.minus(Duration.ofDays(400_000));
        nanos += Duration.ofMinutes(30).toNanos();
        assertThat(cache.token().value()).isEqualTo("t1");

        source.answer("t2");
        nanos += Duration.ofMinutes(31).toNanos();

        assertThat(cache.token().value()).isEqualTo("t2");
    }

    @Test
    void tokenExpiresWhenWallClockIsSetFarAhead() {
        source.answer("t1");
        cache.token();
        wall = Instant.MAX;
        source.answer("t2");

        assertThat(cache.token().value()).isEqualTo("t2");
    }

    @Test
    void cachedTokenIsKeptWhenRefreshHasNoLifetime() {
        source.answer("t1");
        cache.token();
        pass(Duration.ofMinutes(56));
        source.prepared.add(CompletableFuture.completedFuture(new TokenResponse(new Token("t2"), Duration.ZERO)));
        cache.token();
        await().until(() -> counts.snapshot().refreshes() == 2);
        source.answer("t3");

        assertThat(cache.token().value()).isIn("t1", "t3");
    }

    @Test
    void failedRefreshesAreLoggedOnceUntilOneSucceeds() {
        TokenCache direct = cache(Runnable::run, LIMIT);
        source.answer("t1");
        direct.token();
        pass(Duration.ofMinutes(56));
        try (CapturedLogs logs = new CapturedLogs()) {
            for (int i = 0; i < 3; i++) {
                source.hang().completeExceptionally(new IllegalStateException("x"));
                assertThat(direct.token().value()).isEqualTo("t1");
                pass(Duration.ofSeconds(6));
            }
            assertThat(logs.messages())
                    .filteredOn(message -> message.contains("cached token"))
                    .hasSize(1);
        }
        assertThat(counts.snapshot().refreshFailures()).isEqualTo(3);
    }

    @Test
    void refusalFailsWithoutRequestAndSparesCachedToken() {
        source.refusal = Optional.of(ZerobusException.transientFailure("pause", null));
        assertThatThrownBy(cache::token).hasMessage("pause");

        source.refusal = Optional.empty();
        source.answer("t1");
        cache.token();
        source.refusal = Optional.of(ZerobusException.transientFailure("pause", null));
        pass(Duration.ofMinutes(56));

        assertThat(cache.token().value()).isEqualTo("t1");
        assertThat(source.requests).hasSize(1);
        assertThat(counts.snapshot().refreshFailures()).isZero();
    }

    @Test
    void tokenFailsRetryablyWhenNoThreadCanBeStarted() {
        TokenCache starved = cache(
                task -> {
                    throw new RejectedExecutionException("no thread");
                },
                LIMIT);

        assertThatThrownBy(starved::token)
                .isInstanceOfSatisfying(
                        ZerobusException.class,
                        failure -> assertThat(failure.isRetryable()).isTrue())
                .hasRootCauseMessage("no thread");
    }

    @Test
    void tokenFailsRetryablyWhenRequestThrowsAnError() {
        source.hang().completeExceptionally(new OutOfMemoryError("full"));

        assertThatThrownBy(cache::token)
                .isInstanceOfSatisfying(
                        ZerobusException.class,
                        failure -> assertThat(failure.isRetryable()).isTrue());
        source.answer("t1");
        assertThat(cache.token().value()).isEqualTo("t1");
    }
}
