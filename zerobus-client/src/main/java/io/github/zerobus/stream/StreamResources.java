package io.github.zerobus.stream;

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
record StreamResources(
        Timers timers,
        ExecutorService workers,
        List<SerialExecutor> queues,
        List<GrpcChannelProvider> channels,
        AtomicBoolean freed) {

    private static final Logger log = LoggerFactory.getLogger(StreamResources.class);

    /**
     * Frees everything, once, after the seal. Futures and listeners get their time; what the callback executor has not
     * run by then runs here. A callback that closes its stream is not waited for.
     */
    void free(Duration callbackTimeout) {
        if (!freed.compareAndSet(false, true)) {
            return;
        }
        channels.forEach(GrpcChannelProvider::close);
        if (BlockingGuard.inCallback()) {
            queues.forEach(SerialExecutor::runRefused);
        } else {
            awaitCallbacks(callbackTimeout);
            queues.forEach(SerialExecutor::runRemaining);
        }
        timers.close();
        workers.shutdown();
    }

    private void awaitCallbacks(Duration timeout) {
        CompletableFuture<?>[] ends = queues.stream()
                .map(queue -> CompletableFuture.runAsync(() -> {}, queue))
                .toArray(CompletableFuture<?>[]::new);
        queues.forEach(SerialExecutor::runRefused);
        try {
            timers.await(CompletableFuture.allOf(ends), timeout.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            log.warn("Callbacks have not ended within callback-timeout, {}; those behind them run now", timeout);
        }
    }
}
