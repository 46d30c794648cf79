package io.github.zerobus.auth;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.zerobus.EngineAccess;
import io.github.zerobus.ZerobusException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Caches the token of one table (docs/protocol.md#2.3). Refreshes it on use, with one request for all callers; returns
 * the cached token if a refresh fails while that token is valid. Thread-safe. The lock is not held during a request.
 */
final class TokenCache {

    private static final Duration YEAR = Duration.ofDays(365);

    private final Supplier<TokenResponse> fetch;
    private final long refreshBuffer;
    private final LongSupplier nanoTime;
    private final TokenCounts counts;

    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private @Nullable Entry entry;

    /** Result of the request that is running; null if there is none. */
    @GuardedBy("lock")
    private @Nullable CompletableFuture<Token> pending;

    /** After a failed refresh, no other is tried before this time. */
    @GuardedBy("lock")
    private long holdOffUntil;

    TokenCache(Supplier<TokenResponse> fetch, Duration refreshBuffer, LongSupplier nanoTime, TokenCounts counts) {
        this.fetch = fetch;
        this.refreshBuffer = nanos(refreshBuffer);
        this.nanoTime = nanoTime;
        this.counts = counts;
        this.holdOffUntil = nanoTime.getAsLong();
    }

    private record Entry(Token token, long refreshAt, long expiresAt) {}

    /** Limits each duration to a year, so that sums of nanoseconds do not overflow. */
    private static long nanos(Duration time) {
        return (time.compareTo(YEAR) > 0 ? YEAR : time).toNanos();
    }

    /** Returns a valid token; requests one, or waits for the running request, if there is none. */
    Token token() {
        CompletableFuture<Token> running;
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            if (entry != null && (now - entry.refreshAt() < 0 || isHeldOff(entry, now))) {
                return entry.token();
            }
            running = pending;
            if (running == null) {
                pending = new CompletableFuture<>();
            }
        } finally {
            lock.unlock();
        }
        return running == null ? fetchToken() : join(running);
    }

    @GuardedBy("lock")
    private boolean isHeldOff(Entry held, long now) {
        return now - held.expiresAt() < 0 && now - holdOffUntil < 0;
    }

    private Token fetchToken() {
        long start = nanoTime.getAsLong();
        try {
            TokenResponse response = fetch.get();
            Entry fresh = toEntry(response, start);
            counts.succeeded();
            return completeFetch(fresh, response.token(), null);
        } catch (ZerobusException e) {
            counts.failed();
            return completeFetch(null, null, e);
        } catch (RuntimeException | Error e) {
            counts.failed();
            completeFetch(null, null, ZerobusException.transientFailure("the token request failed", e));
            throw e;
        }
    }

    /**
     * Returns what to cache. The lifetime counts from the start of the request; without a lifetime nothing is cached.
     */
    private @Nullable Entry toEntry(TokenResponse response, long start) {
        long life = nanos(response.lifetime());
        if (life == 0) {
            return null;
        }
        if (nanoTime.getAsLong() - start >= life) {
            throw ZerobusException.transientFailure("the token expired before it arrived; the network is slow", null);
        }
        long lead = Math.min(refreshBuffer, life / 2);
        return new Entry(response.token(), start + life - lead, start + life);
    }

    /** Completes the request for all that wait for it. On failure a cached token that is still valid is the result. */
    private Token completeFetch(@Nullable Entry fresh, @Nullable Token token, @Nullable ZerobusException failure) {
        CompletableFuture<Token> completed;
        Token result = token;
        lock.lock();
        try {
            completed = pending;
            pending = null;
            if (token != null) {
                entry = fresh;
            } else {
                result = stillValid();
            }
        } finally {
            lock.unlock();
        }
        ZerobusException reason = failure == null ? ZerobusException.transientFailure("no token", null) : failure;
        if (completed != null && result != null) {
            completed.complete(result);
        } else if (completed != null) {
            completed.completeExceptionally(reason);
        }
        if (result == null) {
            throw reason;
        }
        return result;
    }

    /** Returns the cached token if it has not expired; holds off further refreshes then. */
    @GuardedBy("lock")
    private @Nullable Token stillValid() {
        long now = nanoTime.getAsLong();
        if (entry == null || now - entry.expiresAt() >= 0) {
            entry = null;
            return null;
        }
        long half = (entry.expiresAt() - now) / 2;
        long buffer = refreshBuffer;
        holdOffUntil = now + Math.max(buffer / 300, Math.min(half, buffer / 60));
        return entry.token();
    }

    private static Token join(CompletableFuture<Token> running) {
        try {
            return running.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw EngineAccess.streamInterrupted("interrupted while waiting for a token", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ZerobusException failure) {
                throw failure;
            }
            throw ZerobusException.transientFailure("the token request failed", e.getCause());
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
