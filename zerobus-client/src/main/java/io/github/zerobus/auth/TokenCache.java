package io.github.zerobus.auth;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.ErrorKind;
import io.github.zerobus.ZerobusException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one table's token (protocol 2.3): renews it on use, by one caller for all; serves the old one while a renewal
 * fails and the old one is good. No lock is held while a token is fetched.
 */
final class TokenCache {

    private static final Duration YEAR = Duration.ofDays(365);

    private final Supplier<TokenResponse> fetch;
    private final long refreshBuffer;
    private final LongSupplier nanoTime;
    private final TokenCounts counts;

    private final ReentrantLock lock = new ReentrantLock();
    /** The three are guarded by the lock. */
    private @Nullable Entry entry;

    private @Nullable CompletableFuture<Token> flight;
    private long holdOffUntil;

    TokenCache(Supplier<TokenResponse> fetch, Duration refreshBuffer, LongSupplier nanoTime, TokenCounts counts) {
        this.fetch = fetch;
        this.refreshBuffer = nanos(refreshBuffer);
        this.nanoTime = nanoTime;
        this.counts = counts;
        this.holdOffUntil = nanoTime.getAsLong();
    }

    private record Entry(Token token, long refreshAt, long expiresAt) {}

    /** Nothing about a token lasts longer than a year, whatever is said. */
    private static long nanos(Duration time) {
        return (time.compareTo(YEAR) > 0 ? YEAR : time).toNanos();
    }

    /** A good token; waits for one if there is none. */
    Token token() {
        CompletableFuture<Token> mine;
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            if (entry != null && (now - entry.refreshAt() < 0 || isHeldOff(entry, now))) {
                return entry.token();
            }
            if (flight != null) {
                mine = flight;
            } else {
                mine = null;
                flight = new CompletableFuture<>();
            }
        } finally {
            lock.unlock();
        }
        return mine == null ? fly() : join(mine);
    }

    private boolean isHeldOff(Entry held, long now) {
        return now - held.expiresAt() < 0 && now - holdOffUntil < 0;
    }

    private Token fly() {
        long start = nanoTime.getAsLong();
        try {
            TokenResponse response = fetch.get();
            Entry fresh = kept(response, start);
            counts.succeeded();
            return landed(fresh, response.token(), null);
        } catch (ZerobusException e) {
            counts.failed();
            return landed(null, null, e);
        } catch (RuntimeException | Error e) {
            counts.failed();
            landed(null, null, EngineAccess.failure(ErrorKind.TRANSIENT, true, null, "fetching a token failed", e));
            throw e;
        }
    }

    /** What to keep: life counts from the request's start, and a token without a reliable life is not kept. */
    private @Nullable Entry kept(TokenResponse response, long start) {
        long life = nanos(response.lifetime());
        if (life == 0) {
            return null;
        }
        if (nanoTime.getAsLong() - start >= life) {
            throw EngineAccess.failure(
                    ErrorKind.TRANSIENT,
                    true,
                    null,
                    "the token had ended before it arrived; the network is slow",
                    null);
        }
        long lead = Math.min(refreshBuffer, life / 2);
        return new Entry(response.token(), start + life - lead, start + life);
    }

    /** Ends the flight for all who wait for it. */
    private Token landed(@Nullable Entry fresh, @Nullable Token token, @Nullable ZerobusException failure) {
        CompletableFuture<Token> ended;
        Token served = token;
        lock.lock();
        try {
            ended = flight;
            flight = null;
            if (token != null) {
                entry = fresh;
            } else {
                served = stillGood();
            }
        } finally {
            lock.unlock();
        }
        ZerobusException reason =
                failure == null ? EngineAccess.failure(ErrorKind.TRANSIENT, true, null, "no token", null) : failure;
        if (ended != null && served != null) {
            ended.complete(served);
        } else if (ended != null) {
            ended.completeExceptionally(reason);
        }
        if (served == null) {
            throw reason;
        }
        return served;
    }

    /** The kept token, if it has not ended; then renewals rest for a while. With the lock held. */
    private @Nullable Token stillGood() {
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

    private static Token join(CompletableFuture<Token> flight) {
        try {
            return flight.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw EngineAccess.streamInterrupted("interrupted while waiting for a token", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ZerobusException failure) {
                throw failure;
            }
            throw EngineAccess.failure(ErrorKind.TRANSIENT, true, null, "fetching a token failed", e.getCause());
        }
    }

    /** Forgets a refused token; a newer one that came meanwhile stays. Never waits for a fetch. */
    void invalidate(Token refused) {
        lock.lock();
        try {
            if (entry != null && entry.token() == refused) {
                entry = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
