package io.github.zerobus.auth;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.ZerobusException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A request for a token that runs, and its result for all that wait. Thread-safe. */
final class TokenFlight {

    private final TokenClock.Mark start;
    private final CompletableFuture<Token> result = new CompletableFuture<>();

    TokenFlight(TokenClock.Mark start) {
        this.start = start;
    }

    TokenClock.Mark start() {
        return start;
    }

    void succeeded(Token token) {
        result.complete(token);
    }

    void failed(ZerobusException reason) {
        result.completeExceptionally(reason);
    }

    /** Returns the new token if it is there, else the other one. Does not wait. */
    Token orElse(Token other) {
        return result.isDone() && !result.isCompletedExceptionally() ? result.join() : other;
    }

    /**
     * Waits for the token.
     *
     * @throws io.github.zerobus.StreamInterruptedException if the thread is interrupted
     * @throws ZerobusException the failure of the request; transient if the limit is over
     */
    Token await(Duration limit) {
        try {
            return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw EngineAccess.streamInterrupted("interrupted while waiting for a token", e);
        } catch (TimeoutException e) {
            throw ZerobusException.transientFailure("the token request did not end within " + limit, null);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    private static ZerobusException failure(@Nullable Throwable cause) {
        return cause instanceof ZerobusException known
                ? known
                : ZerobusException.transientFailure("the token request failed", cause);
    }
}
