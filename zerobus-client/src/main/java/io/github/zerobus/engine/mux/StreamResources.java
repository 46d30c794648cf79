package io.github.zerobus.engine.mux;

import io.github.zerobus.channel.GrpcChannelProvider;
import io.github.zerobus.engine.time.BlockingGuard;
import io.github.zerobus.engine.time.SerialExecutor;
import io.github.zerobus.engine.time.Timers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads, timers and channels that a stream made for itself, and the callback queues that must run dry before they go.
 *
 * @param queues one for each sub-stream and one for the stream
 * @param channels none if the application brought its own
 */
public record StreamResources(
        Timers timers,
        ExecutorService workers,
        List<SerialExecutor> queues,
        List<GrpcChannelProvider> channels,
        AtomicBoolean freed) {

    /** Futures alone take no time; who has code of his own behind them must not hold the close. */
    private static final Duration RESCUE_LIMIT = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(StreamResources.class);

    /**
     * Frees everything, once, after the seal. Futures and listeners get their time; what stands behind a callback that
     * hangs then, or what the callback executor refused, runs on threads of the stream. Code of the application never
     * runs on the thread that closes, which it could hold. A callback that closes its stream is not waited for.
     */
    void free(Duration callbackTimeout) {
        if (!freed.compareAndSet(false, true)) {
            return;
        }
        channels.forEach(GrpcChannelProvider::close);
        if (BlockingGuard.inCallback()) {
            queues.forEach(queue -> rescue(queue::runRefused));
        } else {
            boolean ended = awaitCallbacks(callbackTimeout);
            if (ended) {
                // What still runs is a provider that hangs.
                workers.shutdownNow();
            }
        }
        timers.close();
        workers.shutdown();
    }

    private boolean awaitCallbacks(Duration timeout) {
        CompletableFuture<?> ends = CompletableFuture.allOf(queues.stream()
                .map(queue -> CompletableFuture.runAsync(() -> {}, queue))
                .toArray(CompletableFuture<?>[]::new));
        queues.forEach(queue -> rescue(queue::runRefused));
        if (hasEnded(ends, timeout)) {
            return true;
        }
        log.warn("Callbacks have not ended within callback-timeout, {}; those behind them run now", timeout);
        queues.forEach(queue -> rescue(queue::runRemaining));
        // An interrupt has ended the long wait; the short one is for the futures, which are to be told.
        boolean interrupted = Thread.interrupted();
        if (!hasEnded(ends, RESCUE_LIMIT)) {
            log.warn("Callbacks still run; the stream is closed all the same");
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private boolean hasEnded(CompletableFuture<?> ends, Duration timeout) {
        try {
            timers.await(ends, Timers.nanos(timeout));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }

    private void rescue(Runnable rest) {
        workers.execute(() -> BlockingGuard.runCallback(rest));
    }
}
