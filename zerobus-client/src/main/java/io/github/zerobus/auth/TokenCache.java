package io.github.zerobus.auth;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.zerobus.ZerobusException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Caches the token of one table (docs/protocol.md#2.3). One request at a time runs in a thread of its own for all
 * callers. A caller waits for it only if there is no valid token. Thread-safe; the lock is not held during a request.
 */
final class TokenCache {

    private static final Logger log = LoggerFactory.getLogger(TokenCache.class);

    private static final int MAX_REQUESTS = 3;

    private final TokenSource source;
    private final long refreshBuffer;
    private final TokenClock clock;
    private final TokenCounts counts;
    private final Executor threads;
    private final Duration limit;

    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private @Nullable Entry entry;

    /** The request that is running; null if there is none. */
    @GuardedBy("lock")
    private @Nullable TokenFlight flight;

    /** Requests that have not ended; more than one if requests count as lost. */
    @GuardedBy("lock")
    private int requests;

    /** After a failed refresh, no other is tried before this time of the monotonic clock. */
    @GuardedBy("lock")
    private long holdOffUntil;

    /** Whether the last refresh failed, so that only the first failure of a row is logged as a warning. */
    @GuardedBy("lock")
    private boolean failing;

    /**
     * Creates an empty cache.
     *
     * @param threads runs requests
     * @param limit when a request that has not ended counts as lost; longer than its own time limit
     */
    TokenCache(
            TokenSource source,
            Duration refreshBuffer,
            TokenClock clock,
            TokenCounts counts,
            Executor threads,
            Duration limit) {
        this.source = source;
        this.refreshBuffer = TokenClock.nanos(refreshBuffer);
        this.clock = clock;
        this.counts = counts;
        this.threads = threads;
        this.limit = limit;
        this.holdOffUntil = clock.nanoTime().getAsLong();
    }

    /** A token, the time at which it was requested, and its life from then on in nanoseconds. */
    private record Entry(Token token, TokenClock.Mark start, long life) {}

    /** Returns a valid token. Starts a request if it is due; waits for it if there is no valid token. */
    Token token() {
        Optional<ZerobusException> refusal = source.refusal();
        Token cached;
        TokenFlight running;
        TokenFlight started = null;
        lock.lock();
        try {
            cached = validToken();
            if (cached != null && (refusal.isPresent() || !isRefreshDue())) {
                return cached;
            }
            if (flight == null || isLost(flight)) {
                if (refusal.isPresent()) {
                    throw refusal.get();
                }
                started = new TokenFlight(clock.mark());
                flight = started;
                requests++;
            }
            running = flight;
        } finally {
            lock.unlock();
        }
        if (started != null) {
            launch(started);
        }
        return cached == null ? running.await(limit) : running.orElse(cached);
    }

    @GuardedBy("lock")
    private @Nullable Token validToken() {
        if (entry != null && clock.since(entry.start()) >= entry.life()) {
            entry = null;
        }
        return entry == null ? null : entry.token();
    }

    /** Requests that hang must not get another thread for each call. */
    @GuardedBy("lock")
    private boolean isLost(TokenFlight running) {
        return clock.since(running.start()) > limit.toNanos() && requests < MAX_REQUESTS;
    }

    @GuardedBy("lock")
    private boolean isRefreshDue() {
        return entry != null
                && clock.since(entry.start()) >= entry.life() - Math.min(refreshBuffer, entry.life() / 2)
                && clock.nanoTime().getAsLong() - holdOffUntil >= 0;
    }

    private void launch(TokenFlight started) {
        try {
            threads.execute(() -> fly(started));
        } catch (Throwable e) {
            fail(started, e);
        }
    }

    private void fly(TokenFlight started) {
        try {
            TokenResponse response = source.request();
            long life = TokenClock.nanos(response.lifetime());
            if (life > 0 && clock.since(started.start()) >= life) {
                throw ZerobusException.transientFailure(
                        "the token expired before it arrived; the network is slow", null);
            }
            succeed(started, response.token(), life);
        } catch (Throwable e) {
            fail(started, e);
        }
    }

    /** Caches a token, unless it has no lifetime. */
    private void succeed(TokenFlight ended, Token token, long life) {
        counts.succeeded();
        lock.lock();
        try {
            end(ended);
            failing = false;
            if (life > 0) {
                entry = new Entry(token, ended.start(), life);
            }
        } finally {
            lock.unlock();
        }
        ended.succeeded(token);
    }

    private void fail(TokenFlight ended, Throwable cause) {
        counts.failed();
        ZerobusException reason = cause instanceof ZerobusException known
                ? known
                : ZerobusException.transientFailure(
                        "the token request failed: " + cause.getClass().getName(), cause);
        boolean first;
        lock.lock();
        try {
            end(ended);
            first = !failing && validToken() != null;
            failing = true;
            holdOff();
        } finally {
            lock.unlock();
        }
        ended.failed(reason);
        if (first) {
            log.warn("{}. The cached token is still used; more requests follow", reason.getMessage(), reason);
        }
    }

    /** A request that counts as lost may still end, after another one has replaced it. */
    @GuardedBy("lock")
    private void end(TokenFlight ended) {
        requests--;
        if (flight == ended) {
            flight = null;
        }
    }

    @GuardedBy("lock")
    private void holdOff() {
        if (entry != null) {
            long half = (entry.life() - clock.since(entry.start())) / 2;
            holdOffUntil =
                    clock.nanoTime().getAsLong() + Math.max(refreshBuffer / 300, Math.min(half, refreshBuffer / 60));
        }
    }

    /** Removes a rejected token from the cache, unless a newer one has replaced it. Does not wait for a request. */
    void invalidate(Token rejected) {
        lock.lock();
        try {
            if (entry != null && entry.token() == rejected) {
                entry = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
